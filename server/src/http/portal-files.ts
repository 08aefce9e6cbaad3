import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * Serves the built portal, the `.br` and `.gz` beside a file where the browser takes them. Files below `assets/` carry
 * a hash of their contents in their names, so they never change. Returns what sends the one page of the portal, for
 * paths that its own router knows.
 */
export async function servePortal(
  fastify: FastifyInstance,
  directory: string,
): Promise<(reply: FastifyReply) => FastifyReply> {
  const root = resolve(directory)
  await fastify.register(fastifyStatic, {
    root,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const fixed = path.startsWith(join(root, 'assets/'))
      reply.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (reply) => reply.sendFile('index.html')
}
