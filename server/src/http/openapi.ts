import swagger from '@fastify/swagger'
import { routes } from '@nahtlos/contract/api/routes'
import Fastify from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { mergeDirections } from './merge-directions.ts'
import { swaggerOperation } from './openapi-operation.ts'
import { schemaNames } from './schema-names.ts'

/**
 * The OpenAPI 3.1 document of the public API. It follows from the route declarations alone, so it can be
 * written without a server or a database.
 */
export async function openApiDocument(): Promise<Record<string, unknown>> {
  const app = Fastify()
  // Validation is done by the route's own schemas (see implement.ts); here they are only described.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Nahtlos', version: '1', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
      components: {
        securitySchemes: {
          signIn: { type: 'apiKey', in: 'cookie', name: '__Host-nahtlos' },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry: schemaNames }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: schemaNames }),
  })
  app.register(async (scope) => {
    for (const route of routes) {
      scope.route({ method: route.method, url: route.path, schema: swaggerOperation(route), handler: () => null })
    }
  })
  await app.ready()
  const document = mergeDirections({ ...app.swagger() })
  await app.close()
  return document
}
