import { Body, Controller, Post, Query } from "@nestjs/common";

@Controller("objects/people/records")
export class PeopleController {
  @Post("query")
  query(@Body() body: { filter: Record<string, unknown>; limit?: number }, @Query("q") q: string) {
    return { filter: { ...body.filter, q }, limit: body.limit ?? 10 };
  }
}
