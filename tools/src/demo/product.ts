import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { endAnySession, type HostView, hosts, makeEnrolmentToken, sessions } from '@nahtlos/contract/api/administration'
import type { DemoAccount } from './accounts.ts'
import { converseAsAdministrator } from './administrator.ts'
import { ApiConversation, type Door } from './api.ts'
import {
  configurationFile,
  configurationsOf,
  isEnrolled,
  originOf,
  type ProgramName,
  programNames,
  type Wiring,
  writeConfiguration,
} from './configurations.ts'
import { firstGatewayToken } from './first-gateway.ts'
import { type City, makeCity } from './first-start.ts'
import { type HostName, hostNames, layoutOf, makeDirectories } from './layout.ts'
import type { MailPlace } from './mail-place.ts'
import { followPorts } from './other-ports.ts'
import { choosePorts, demandFree } from './ports.ts'
import { type ProductTree, productTree } from './product-tree.ts'
import { Program, stopPatience } from './program.ts'
import { DemoRefusal } from './refusal.ts'
import { type SystemAccount, systemAccount } from './system-account.ts'
import { issueWebCertificate } from './web-certificate.ts'

export interface ProductOptions {
  /** The checkout. */
  readonly root: string
  /** Directory for all that lasts. */
  readonly state: string
  /** Directory for sockets; short. */
  readonly run: string
  /** The first of six ports in a row; 0 takes free ones. */
  readonly basePort: number
  readonly city: City
  /** Directory of the built portal. */
  readonly portal: string
  /** Serve browsers here, encrypted, instead of on loopback. */
  readonly address?: string | null
  /** Milliseconds; 30 s unless said otherwise. */
  readonly reevaluateEvery?: number
  readonly logLevel?: string
  /** Which mail server gets the mails; without one, people are told in the portal alone. */
  readonly mail?: MailPlace | null
  /** Told what is being done, e.g. `starting the server`. */
  readonly onStep?: (step: string) => void
  /** Told whenever a program started or died. */
  readonly onChange?: () => void
}

export interface Product {
  readonly state: string
  readonly run: string
  /** What a browser opens. */
  readonly office: string
  readonly outside: string
  readonly officeDoor: Door
  readonly outsideDoor: Door
  /** Everybody who can sign in, the first administrator among them. */
  readonly accounts: readonly DemoAccount[]
  /** The first administrator, signed in. */
  readonly administrator: ApiConversation
  readonly server: Program
  readonly gateway: Program
  readonly hosts: Readonly<Record<'a' | 'b', Program>>
  readonly programs: readonly Program[]
  /** Ends the sessions, then the programs. */
  close(): Promise<void>
}

/** Milliseconds that sessions have to end in good order. */
const sessionPatience = 20_000

/** Milliseconds that an orderly end takes at most: the sessions, then hosts, gateway and server one after another. */
export const longestEnd = sessionPatience + 3 * stopPatience

/** Milliseconds that a program has to answer for the first time; a first start makes a database. */
const patience = 60_000

/**
 * Starts the whole product on this machine: a server with its database, a gateway with an office and an outside door,
 * and two session hosts, each a process of its own that is started again when it dies. An empty state becomes the
 * city given. Several products run side by side where state, run directory and ports differ. Needs root.
 *
 * @throws DemoRefusal where the person can put it right
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const tell = options.onStep ?? (() => undefined)
  tell('looking for its ports')
  const ports = await choosePorts(options.basePort)
  const encrypted = options.address != null
  const publicHost = options.address ?? '127.0.0.1'
  await demandFree(ports, publicHost)
  const account = await systemAccount('nahtlos')
  const layout = layoutOf(options.state, options.run)
  await makeDirectories(layout, account)
  await followPorts(layout, ports, account)
  const tree = await productTree(options.root, options.run, account)
  const wiring: Wiring = {
    layout,
    ports,
    publicHost,
    encrypted,
    portal: options.portal.replace(options.root, tree.root),
    reevaluateEvery: options.reevaluateEvery ?? 30_000,
    logLevel: options.logLevel ?? 'info',
    mail: options.mail ?? null,
  }
  const configurations = configurationsOf(wiring)
  for (const name of programNames) await writeConfiguration(layout, name, configurations[name], account)
  const programs = makePrograms(wiring, tree, account, options.onChange ?? (() => undefined))
  const product = { ...programs }

  try {
    tell('starting the server')
    product.server.start()
    await answering(product.server, ports.enrolment)
    if (encrypted) await issueWebCertificate(tree.root, layout, account, publicHost)
    const authority = encrypted ? await readFile(join(layout.certificate, 'authority.pem'), 'utf8') : null
    const door = (name: 'office' | 'outside'): Door => ({
      origin: originOf(wiring, name),
      host: publicHost,
      port: ports[name],
      authority,
    })
    const officeDoor = door('office')
    const outsideDoor = door('outside')

    tell('starting the gateway')
    if (!(await isEnrolled(layout.gateway))) {
      let token: string | null = null
      await until(product.server, async () => {
        token = await firstGatewayToken(layout)
        return token !== null
      })
      await writeConfiguration(layout, 'gateway', { ...configurations.gateway, token }, account)
    }
    product.gateway.start()
    await passing(product.gateway, new ApiConversation(officeDoor))
    await writeConfiguration(layout, 'gateway', configurations.gateway, account)

    const { administrator, accounts } = await makeCity({
      state: options.state,
      serverState: layout.server,
      city: options.city,
      door: officeDoor,
      tell,
    })

    tell('starting the session hosts')
    for (const name of hostNames) {
      if (!(await isEnrolled(layout.hosts[name].identity))) {
        const { token } = await administrator.call(makeEnrolmentToken, { role: 'agent', name })
        await writeConfiguration(layout, name, { ...configurations[name], token }, account)
      }
      product[name].start()
    }
    const hostPorts: Record<HostName, number> = { 'host-a': ports.hostA, 'host-b': ports.hostB }
    for (const name of hostNames) {
      await answering(product[name], hostPorts[name])
      await writeConfiguration(layout, name, configurations[name], account)
      await until(product[name], async () =>
        (await administrator.call(hosts)).some(({ id, state }) => id === name && answers(state)),
      )
    }

    return {
      state: options.state,
      run: options.run,
      office: officeDoor.origin,
      outside: outsideDoor.origin,
      officeDoor,
      outsideDoor,
      accounts,
      administrator,
      server: product.server,
      gateway: product.gateway,
      hosts: { a: product['host-a'], b: product['host-b'] },
      programs: programNames.map((name) => product[name]),
      close: async () => {
        await endSessions(options.state, officeDoor)
        await endPrograms(programs, tree)
      },
    }
  } catch (error) {
    await endPrograms(programs, tree)
    throw error
  }
}

/** A host that takes nothing new, because somebody wanted that before the last stop, is there all the same. */
export const answers = (state: HostView['state']): boolean => state === 'up' || state === 'draining'

type Programs = Readonly<Record<ProgramName, Program>>

function makePrograms(wiring: Wiring, tree: ProductTree, account: SystemAccount, onChange: () => void): Programs {
  const { layout } = wiring
  const node = join(tree.root, 'node_modules/.bin/node')
  const environment = {
    PATH: `${join(tree.root, 'node_modules/.bin')}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    LANG: 'C.UTF-8',
    NODE_ENV: 'production',
  }
  const program = (name: ProgramName, room: string, as: SystemAccount | null): Program => {
    const command = [node, join(tree.root, room, 'src/main.ts'), '--config', configurationFile(layout, name)]
    return new Program({ name, command, as, environment, log: join(layout.logs, `${name}.log`), onChange })
  }
  return {
    server: program('server', 'server', account),
    gateway: program('gateway', 'gateway', account),
    'host-a': program('host-a', 'agent', null),
    'host-b': program('host-b', 'agent', null),
  }
}

/** Session hosts first, so that the server learns how their sessions ended. */
async function endPrograms(programs: Programs, tree: ProductTree): Promise<void> {
  await Promise.all(hostNames.map((name) => programs[name].stop()))
  await programs.gateway.stop()
  await programs.server.stop()
  await tree.close()
}

/** Logs everybody off, settings saved; what does not end in time is left to its host. */
async function endSessions(state: string, door: Door): Promise<void> {
  const end = performance.now() + sessionPatience
  try {
    const administrator = await converseAsAdministrator(state, door)
    for (const { id } of await administrator.call(sessions)) {
      await administrator.call(endAnySession, undefined, { session: id })
    }
    while ((await administrator.call(sessions)).length > 0 && performance.now() < end) await delay(100)
  } catch (error) {
    // A product that is broken is ended all the same.
    console.error(`Sessions could not be ended in good order: ${error instanceof Error ? error.message : error}`)
  }
}

/** Waits until the program listens. */
async function answering(program: Program, port: number): Promise<void> {
  await until(program, () => connects(port))
}

/** Waits until a request passes through the gateway to the server and back. */
async function passing(program: Program, conversation: ApiConversation): Promise<void> {
  await until(program, () => conversation.answers('/api/ping'))
}

async function until(program: Program, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patience
  while (!(await holds())) {
    if (performance.now() > end || program.restarts >= 5) {
      throw new DemoRefusal(
        `The ${program.name} does not start:\n${await program.lastWords()}`,
        `Its log is ${program.log}.`,
      )
    }
    await delay(50)
  }
}

function connects(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
    socket.once('connect', () => socket.destroy())
  })
}
