@Injectable()
export class People {
  constructor(private readonly http: HttpClient) {}

  @Cached<People>({ seconds: 60 })
  async find<T extends object>(this: People, email: string): Promise<T[]> {
    const body = <const>{ filter: { email_addresses: { value: email } } };
~                                                      ^^^^^ unknown-property
~                                                             ^^^^^ in part: `email` is a variable
    return (await this.http!.post<{ data: T[] }>("https://api.attio.com/v2/objects/people/records/query", body satisfies Body)).data;
  }
}

enum Stage { Lead = "Lead" }

export const abstractly = (api: Api) =>
  api.records.query({ object: "deals" as const, filter: (({ stage: Stage.Lead, vlaue: ("5" as string)! })) });
~                                                                  ^^^^^^^^^^ in part: `Stage.Lead` is a variable
~                                                                              ^^^^^ unknown-attribute, with a fix
