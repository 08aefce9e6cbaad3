import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { layFoundation } from '../foundation.ts'
import type { Api } from '../http/api.ts'
import { buildPublicApp } from '../http/public-app.ts'
import { openMachineSide } from '../machine-side.ts'
import { ServerConfiguration } from '../server-configuration.ts'
import type { Services } from '../services.ts'
import { Browser } from './browser.ts'
import { temporaryDirectory } from './temporary-state.ts'

/** A real server without listeners: its own PostgreSQL, the public application, and a clock that tests move. */
export interface TestServer extends AsyncDisposable {
  readonly services: Services
  readonly fastify: FastifyInstance
  readonly api: Api
  readonly clock: { now: Date }
  /** A browser at the office, or outside. */
  browser(listener?: 'office' | 'outside'): Browser
  firstRunSecret(): Promise<string>
  advance(milliseconds: number): void
}

export async function testServer(overrides: Partial<ServerConfiguration> = {}): Promise<TestServer> {
  await using opened = new AsyncDisposableStack()
  const directory = opened.use(await temporaryDirectory())
  const clock = { now: new Date('2026-03-02T08:00:00.000Z') }
  const configuration = ServerConfiguration.parse({
    state: join(directory.path, 'state'),
    internal: { host: '127.0.0.1', port: 0, names: ['localhost'] },
    enrolment: { host: '127.0.0.1', port: 0 },
    vault: { directory: join(directory.path, 'vault') },
    logLevel: 'silent',
    ...overrides,
  })
  const { services } = opened.use(await layFoundation(configuration, () => clock.now))
  const registry = new Registry()
  const machines = await openMachineSide(services, registry)
  opened.defer(() => machines.close())
  const { fastify, api } = await buildPublicApp(services, registry, machines.routes)
  opened.defer(() => fastify.close())
  const kept = opened.move()
  return {
    services,
    fastify,
    api,
    clock,
    browser: (listener = 'office') => new Browser(fastify, listener),
    firstRunSecret: async () =>
      (await readFile(join(configuration.state, 'first-administrator.secret'), 'utf8')).trim(),
    advance: (milliseconds) => {
      clock.now = new Date(clock.now.getTime() + milliseconds)
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
