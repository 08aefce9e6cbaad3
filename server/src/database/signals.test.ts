import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import { temporaryDirectory } from '../testing/temporary-state.ts'
import { type Database, notify, openDatabase } from './database.ts'
import { startPrivatePostgresql } from './private-postgresql.ts'
import { listenForSignals } from './signals.ts'

const log = pino({ level: 'silent' })
const opened = new AsyncDisposableStack()
let database: Database
let door: { readonly host: string; readonly user: string; readonly database: string }
/** The way to PostgreSQL of the connection that listens, which can be closed and broken. */
let way: Way

interface Way {
  /** From now on nothing reaches PostgreSQL, until it is opened again. */
  hold(): void
  release(): void
  /** Breaks what is connected now. */
  cut(): void
  /** From now on whoever comes is sent away, until it is opened again. */
  shut(): void
  open(): void
}

before(async () => {
  const directory = opened.use(await temporaryDirectory()).path
  const postgresql = await startPrivatePostgresql(join(directory, 'state'), null, log)
  opened.defer(() => postgresql.close())
  const { host, user, database: name } = postgresql
  database = openDatabase({ host, user, database: name }, log)
  opened.defer(() => database.destroy())
  way = await wayTo(join(host, '.s.PGSQL.5432'), join(directory, '.s.PGSQL.5432'))
  door = { host: directory, user, database: name }
})
after(() => opened.disposeAsync())

async function wayTo(target: string, at: string): Promise<Way> {
  const inbound = new Set<Socket>()
  let isHeld = false
  let isShut = false
  const server = createServer((socket) => {
    if (isShut) {
      socket.destroy()
      return
    }
    const onward = connect(target)
    inbound.add(socket)
    socket.on('close', () => inbound.delete(socket))
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
      one.on('data', (data) => other.write(data))
    }
    if (isHeld) socket.pause()
  }).listen(at)
  await once(server, 'listening')
  opened.defer(() => void server.close())
  return {
    hold: () => {
      isHeld = true
      for (const socket of inbound) socket.pause()
    },
    release: () => {
      isHeld = false
      for (const socket of inbound) socket.resume()
    },
    cut: () => {
      for (const socket of inbound) socket.destroy()
    },
    shut: () => {
      isShut = true
    },
    open: () => {
      isShut = false
    },
  }
}

test('whoever is told that she listens does, also where somebody asked for the same a moment before', async () => {
  await using own = new AsyncDisposableStack()
  const signals = await listenForSignals(door, log)
  own.defer(() => signals.close())
  way.hold()
  const first = signals.on('nahtlos_twice', () => undefined)
  const heard = Promise.withResolvers<string | null>()
  let isListening = false
  const second = signals.on('nahtlos_twice', heard.resolve).then(() => {
    isListening = true
  })
  await setImmediate()
  assert.equal(isListening, false, 'PostgreSQL has not heard of it yet')
  way.release()
  await Promise.all([first, second])
  await notify(database, 'nahtlos_twice', 'x')
  assert.equal(await heard.promise, 'x')
})

test('whoever begins to listen while the connection is made anew is woken when it is there, and hears from then on', async () => {
  await using own = new AsyncDisposableStack()
  const signals = await listenForSignals(door, log)
  own.defer(() => signals.close())
  const woken = Promise.withResolvers<void>()
  await signals.on('nahtlos_before', (payload) => (payload === null ? woken.resolve() : undefined))
  way.hold()
  way.cut()
  const again = Promise.withResolvers<void>()
  const heard = Promise.withResolvers<void>()
  const later = signals.on('nahtlos_later', (payload) => (payload === null ? again : heard).resolve())
  await setImmediate()
  way.release()
  await Promise.all([later, woken.promise, again.promise])
  await notify(database, 'nahtlos_later', 'x')
  await heard.promise
})

test('whoever begins to listen after an attempt to make the connection anew failed is woken when it is there, and hears from then on', async () => {
  // A failed attempt's connection is closed some turns later, and answers nobody who asks it then.
  for (let turns = 0; turns < 8; turns += 1) {
    await using own = new AsyncDisposableStack()
    const failed = Promise.withResolvers<void>()
    const telling = pino({ level: 'debug' }, { write: (line) => line.includes('cannot listen') && failed.resolve() })
    const signals = await listenForSignals(door, telling)
    own.defer(() => signals.close())
    way.shut()
    way.cut()
    await failed.promise
    for (let turn = 0; turn < turns; turn += 1) await setImmediate()
    const woken = Promise.withResolvers<void>()
    const heard = Promise.withResolvers<void>()
    const listening = signals.on('nahtlos_after', (payload) => (payload === null ? woken : heard).resolve())
    way.open()
    await Promise.all([listening, woken.promise])
    await notify(database, 'nahtlos_after', 'x')
    await heard.promise
  }
})
