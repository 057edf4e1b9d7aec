import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";

export const query = (client: DynamoDBClient) =>
  client.send(new QueryCommand({ TableName: "orders", FilterExpression: "status = :v", ExpressionAttributeValues: { ":v": { S: "open" } }, Limit: 5 }));
