import type { OpenAPIObject } from '@nestjs/swagger';

// The package exports the document's type alone; its parts are named here by where they stand in it.
type Paths = OpenAPIObject['paths'];
type PathItem = Paths[string];

export type OperationObject = NonNullable<PathItem['get']>;
export type ResponsesObject = OperationObject['responses'];
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
export type ReferenceObject = { $ref: string };
export type SchemaObject = Exclude<Schemas[string], ReferenceObject>;
export type ParameterObject = Exclude<NonNullable<OperationObject['parameters']>[number], ReferenceObject>;
