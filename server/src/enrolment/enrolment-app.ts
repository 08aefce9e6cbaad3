import { rm } from 'node:fs/promises'
import rateLimit from '@fastify/rate-limit'
import { Enrolment, enrolmentPath } from '@nahtlos/contract/enrolment'
import Fastify, { type FastifyInstance, type FastifyServerFactory } from 'fastify'
import { issueFields } from '../http/issue-fields.ts'
import { problemOf, sendProblem } from '../http/problem-answer.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { firstGatewayFile } from './first-gateway.ts'
import type { Machines } from './machines.ts'

/** A certificate request of a P-256 key has about 500 bytes. */
const bodyMaximum = 16 * 1024
const requestsPerMinute = 20

/**
 * What answers before a machine has a certificate: one route, small limits. Tokens are 256 random bits, so the rate
 * limit is not what keeps guessers out; it keeps the work small that strangers can cause.
 */
export async function enrolmentApp(
  services: Services,
  machines: Machines,
  serverFactory: FastifyServerFactory,
): Promise<FastifyInstance> {
  const { database, clock, events, log } = services
  const app = Fastify({
    logger: false,
    serverFactory,
    bodyLimit: bodyMaximum,
    requestTimeout: 10_000,
    forceCloseConnections: true,
  })
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, String(request.id))
    if (problem.status >= 500) log.error({ err: error, reference: request.id }, 'an enrolment failed')
    return sendProblem(reply, problem)
  })
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, context) =>
      new ProblemError('too-many-requests', { retryAfter: context.ttl / 1000 }),
  })
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, () => {
    throw new ProblemError('not-found')
  })
  app.post(enrolmentPath, async (request) => {
    const parsed = Enrolment.safeParse(request.body)
    if (!parsed.success) {
      const fields = issueFields(parsed.error)
      throw new ProblemError('invalid-input', { fields })
    }
    const enrolled = await machines.enrol(parsed.data)
    if (enrolled.role === 'gateway') await rm(firstGatewayFile(services), { force: true })
    await events.record(database, {
      at: clock(),
      kind: 'enrolment.done',
      actor: null,
      clientAddress: request.ip,
      details: { role: enrolled.role, name: enrolled.name },
    })
    return enrolled
  })
  return app
}
