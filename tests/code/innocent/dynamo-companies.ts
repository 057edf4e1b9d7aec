import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";

export const query = (client: DynamoDBClient) =>
  client.send(new QueryCommand({ TableName: "companies", FilterExpression: "name = :v", ExpressionAttributeValues: { ":v": { S: "Acme" } }, Limit: 5 }));
