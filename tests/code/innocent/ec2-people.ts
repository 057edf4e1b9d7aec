import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";

export const running = (ec2) => ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: "tag:job_title", Values: ["chef"] }] }));
export const logs = (cw) => cw.filterLogEvents({ logGroupName: "/people", filterPattern: "ERROR", limit: 5 });
