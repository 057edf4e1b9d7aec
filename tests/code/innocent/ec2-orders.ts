import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";

export const running = (ec2) => ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: "tag:status", Values: ["open"] }] }));
export const logs = (cw) => cw.filterLogEvents({ logGroupName: "/orders", filterPattern: "ERROR", limit: 5 });
