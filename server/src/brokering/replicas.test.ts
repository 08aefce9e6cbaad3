import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { systemAccount } from '../database/system-account.ts'
import { runtimeDirectory } from '../runtime-directory.ts'
import { GatewayBrowser } from '../testing/gateway-browser.ts'
import { LinkAgent } from '../testing/link-agent.ts'
import {
  agreement,
  endAgreement,
  enrolled,
  linked,
  machineServer,
  publish,
  signedIn,
} from '../testing/machine-server.ts'
import { temporaryDirectory } from '../testing/temporary-state.ts'

const desktop = { workspace: 'soziales', app: null }

/** The private database of the server at `directory`, for another one. */
async function databaseUrl(directory: string): Promise<string> {
  const owner =
    process.getuid?.() === 0
      ? await systemAccount('postgres')
      : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const sockets = await runtimeDirectory(resolve(directory, 'state'), 'run-postgresql', owner)
  return `postgres://nahtlos@localhost/nahtlos?host=${encodeURIComponent(sockets)}`
}

it('works over two replicas: the press on one, the agent linked to the other, the evaluation on exactly one', async () => {
  await using directory = await temporaryDirectory()
  await using one = await machineServer(directory.path)
  await publish(one)
  await using two = await machineServer(directory.path, { databaseUrl: await databaseUrl(directory.path) })
  const gateway = await enrolled(one, null, 'gateway', 'gateway', directory.path)
  const administrator = (await signedIn(one, ['administrator'])).token
  const at = (server: typeof one, token: string, listener: 'office' | 'outside' = 'office') =>
    new GatewayBrowser(gateway, server.addresses.internalAddress, token, listener)
  const identity = await enrolled(one, at(two, administrator), 'agent', 'host-a', directory.path)
  const agent = await linked(identity, two)
  const person = await signedIn(one)
  const held = await agreement(one, person.id)
  const both = await Promise.all(
    [one, two].map((server) => at(server, person.token).ask('POST', '/api/sessions', desktop)),
  )
  const [id] = [...new Set(both.map(({ body }) => body.id))]
  assert.equal(new Set(both.map(({ body }) => body.id)).size, 1)
  await agent.has(id)
  const events = at(one, person.token).events(`/api/sessions/${id}/events`)
  agent.say(id, 'ready')
  for await (const session of events) if (session.state === 'ready') break
  const { status, body } = await at(one, person.token, 'outside').ask('POST', `/api/sessions/${id}/ticket`)
  assert.equal(status, 201)
  agent.say(id, 'ready', { connections: [{ id: body.connection, since: Date.now() }] })
  await endAgreement(two, held, person.id)
  await agent.told(({ connections }) =>
    connections.some((order) => order.id === body.connection && order.rights === null),
  )
  await agent.die()
})

it('has sessions and leases again after its process was killed', async () => {
  await using directory = await temporaryDirectory()
  const config = join(directory.path, 'server.json')
  const internal = { host: '127.0.0.1', port: 0, names: ['127.0.0.1'] }
  const running: ChildProcess[] = []
  /** Answers the address of the internal listener. */
  const start = async () => {
    const main = fileURLToPath(new URL('../main.ts', import.meta.url))
    const child = spawn(process.execPath, [main, '--config', config], { stdio: ['ignore', 'pipe', 'inherit'] })
    running.push(child)
    for await (const line of createInterface({ input: child.stdout })) {
      const ready = /^ready: internal (\S+), /.exec(line)
      if (ready?.[1] !== undefined) return { child, address: ready[1] }
    }
    throw new Error('the server did not start')
  }
  const kill = async (child: ChildProcess, signal: NodeJS.Signals) => {
    const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null
    child.kill(signal)
    await gone
  }
  try {
    let token = ''
    let gateway: Awaited<ReturnType<typeof enrolled>>
    let identity: Awaited<ReturnType<typeof enrolled>>
    {
      await using before = await machineServer(directory.path)
      await publish(before)
      gateway = await enrolled(before, null, 'gateway', 'gateway', directory.path)
      const administrator = new GatewayBrowser(
        gateway,
        before.addresses.internalAddress,
        (await signedIn(before, ['administrator'])).token,
        'office',
      )
      identity = await enrolled(before, administrator, 'agent', 'host-a', directory.path)
      token = (await signedIn(before)).token
      await writeFile(
        config,
        JSON.stringify({
          state: join(directory.path, 'state'),
          internal,
          enrolment: { host: '127.0.0.1', port: 0 },
          vault: { directory: join(directory.path, 'vault') },
          logLevel: 'silent',
        }),
      )
    }
    const first = await start()
    const agent = await LinkAgent.link(identity, first.address)
    agent.report()
    await agent.told(() => true)
    const press = (address: string) =>
      new GatewayBrowser(gateway, address, token, 'office').ask('POST', '/api/sessions', desktop)
    const { body } = await press(first.address)
    await agent.has(body.id)
    agent.say(body.id, 'ready')
    const unlinked = once(agent.socket, 'close')
    await kill(first.child, 'SIGKILL')
    await unlinked

    const second = await start()
    const again = await press(second.address)
    assert.equal(again.body.id, body.id)
    const back = await LinkAgent.link(identity, second.address, agent.sessions)
    back.report()
    await back.has(body.id)
    const ticket = new GatewayBrowser(gateway, second.address, token, 'office')
    assert.equal((await ticket.ask('POST', `/api/sessions/${body.id}/ticket`)).status, 201)
    await back.die()
  } finally {
    for (const child of running) await kill(child, 'SIGTERM')
  }
})
