import { Column, Entity, In, MoreThan, PrimaryGeneratedColumn, Repository } from "typeorm";

@Entity({ name: "people" })
export class Person {
  @PrimaryGeneratedColumn("uuid") id!: string;
  @Column({ type: "text", nullable: true }) job_title?: string;
}

export const find = (repository: Repository<Person>) =>
  repository.find({ where: [{ job_title: In(["chef"]) }, { id: MoreThan("5") }], take: 20 });
