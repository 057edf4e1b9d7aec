import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";

export const query = (client: DynamoDBClient) =>
  client.send(new QueryCommand({ TableName: "people", FilterExpression: "job_title = :v", ExpressionAttributeValues: { ":v": { S: "chef" } }, Limit: 5 }));
