import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";

export const running = (ec2) => ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: "tag:name", Values: ["Acme"] }] }));
export const logs = (cw) => cw.filterLogEvents({ logGroupName: "/companies", filterPattern: "ERROR", limit: 5 });
