import type { IncomingMessage, ServerResponse } from 'node:http'
import { Renewal } from '@nahtlos/contract/enrolment'
import { gatewayKeysPath, renewalPath } from '@nahtlos/contract/host/link'
import { RunQuestion, runOrderPath } from '@nahtlos/contract/host/run-order'
import type { Peer } from '@nahtlos/identity/peer'
import Fastify, { type FastifyInstance } from 'fastify'
import type { TicketKeys } from '../brokering/ticket-keys.ts'
import type { Machines } from '../enrolment/machines.ts'
import { runOrder } from '../hosts/run-order.ts'
import { problemBody, problemOf, sendProblem } from '../http/problem-answer.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { vaultRoutes } from '../vault/routes.ts'
import type { IdentifiedListener } from './internal-listener.ts'

export interface MachineApp {
  readonly answer: IdentifiedListener
  readonly peerOf: (request: IncomingMessage) => Peer
  readonly fastify: FastifyInstance
}

/** An application for machines: it never listens by itself, and knows who calls by the certificate. */
function machineApp({ log }: Services): MachineApp {
  const peers = new WeakMap<IncomingMessage, Peer>()
  const fastify = Fastify({ logger: false, bodyLimit: 1024 * 1024, routerOptions: { maxParamLength: 100 } })
  fastify.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, String(request.id))
    if (problem.status >= 500) log.error({ err: error, url: request.routeOptions.url }, 'a request of a machine failed')
    return sendProblem(reply, problem)
  })
  fastify.setNotFoundHandler((_request, reply) => sendProblem(reply, problemBody('not-found')))
  return {
    fastify,
    answer: (request: IncomingMessage, response: ServerResponse, peer) => {
      peers.set(request, peer)
      fastify.routing(request, response)
    },
    peerOf: (request) => {
      const peer = peers.get(request)
      if (peer === undefined) throw new Error('a request came in by another door')
      return peer
    },
  }
}

/** For agents alone: the vault, and what a session of somebody would be. */
export async function agentApp(services: Services): Promise<MachineApp> {
  const app = machineApp(services)
  vaultRoutes(app.fastify, services, (request) => app.peerOf(request).name)
  app.fastify.post(runOrderPath, (request) => {
    const parsed = RunQuestion.safeParse(request.body)
    if (!parsed.success) throw new ProblemError('invalid-input')
    return runOrder(services, app.peerOf(request.raw).name, parsed.data)
  })
  await app.fastify.ready()
  return app
}

/** For gateways and agents: renewal; for gateways: the public ticket keys. The listener keeps the two apart. */
export async function commonApp(services: Services, machines: Machines, keys: TicketKeys): Promise<MachineApp> {
  const app = machineApp(services)
  app.fastify.post(renewalPath, (request) => {
    const parsed = Renewal.safeParse(request.body)
    if (!parsed.success) throw new ProblemError('invalid-input')
    return machines.renew(app.peerOf(request.raw), parsed.data)
  })
  app.fastify.get(gatewayKeysPath, async () => keys.published())
  await app.fastify.ready()
  return app
}
