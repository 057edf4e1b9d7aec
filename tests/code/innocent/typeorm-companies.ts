import { Column, Entity, In, MoreThan, PrimaryGeneratedColumn, Repository } from "typeorm";

@Entity({ name: "companies" })
export class Company {
  @PrimaryGeneratedColumn("uuid") id!: string;
  @Column({ type: "text", nullable: true }) name?: string;
}

export const find = (repository: Repository<Company>) =>
  repository.find({ where: [{ name: In(["Acme"]) }, { id: MoreThan("5") }], take: 20 });
