import { Column, Entity, In, MoreThan, PrimaryGeneratedColumn, Repository } from "typeorm";

@Entity({ name: "orders" })
export class Order {
  @PrimaryGeneratedColumn("uuid") id!: string;
  @Column({ type: "text", nullable: true }) status?: string;
}

export const find = (repository: Repository<Order>) =>
  repository.find({ where: [{ status: In(["open"]) }, { id: MoreThan("5") }], take: 20 });
