import { ConnectionClose } from '@nahtlos/contract/session/connection-close'
import { describe, expect, test } from 'vitest'
import {
  type Connection,
  type ConnectionEvent,
  delayBefore,
  firstConnection,
  keepsPicture,
  nextConnection,
} from './connection.ts'

const random = 0.5
const closed = (code: number): ConnectionEvent => ({ type: 'closed', code, random })
const noTicket = (kind: 'final' | 'withdrawn' | 'passing'): ConnectionEvent => ({
  type: 'no-ticket',
  error: 'why',
  kind,
  random,
})
const connected: Connection = { state: 'connected' }

describe('the connection of the desktop', () => {
  test.each<[string, Connection, ConnectionEvent, Connection]>([
    ['a ticket leads to a websocket', firstConnection, { type: 'ticket' }, { state: 'connecting', attempt: 0 }],
    ['a connected display is connected', { state: 'connecting', attempt: 3 }, { type: 'connected' }, connected],
    ['a break freezes and tries again', connected, closed(1006), { state: 'interrupted', attempt: 1, delay: 500 }],
    [
      'a normal close by a stranger counts as a break',
      connected,
      closed(1000),
      { state: 'interrupted', attempt: 1, delay: 500 },
    ],
    [
      'an unreachable host counts as a break',
      connected,
      closed(ConnectionClose.sessionUnreachable),
      { state: 'interrupted', attempt: 1, delay: 500 },
    ],
    [
      'a spent ticket is replaced',
      { state: 'connecting', attempt: 0 },
      closed(ConnectionClose.ticketRefused),
      { state: 'interrupted', attempt: 1, delay: 500 },
    ],
    [
      'five refused tickets are a refusal',
      { state: 'connecting', attempt: 4 },
      closed(ConnectionClose.ticketRefused),
      { state: 'refused', error: null },
    ],
    [
      'five broken protocols are a refusal',
      { state: 'connecting', attempt: 4 },
      closed(ConnectionClose.protocolViolation),
      { state: 'refused', error: null },
    ],
    [
      'going on elsewhere is told, and not fought over',
      connected,
      closed(ConnectionClose.takenOver),
      { state: 'taken-over' },
    ],
    ['withdrawn access is told', connected, closed(ConnectionClose.accessWithdrawn), { state: 'withdrawn' }],
    ['an ended session is over', connected, closed(ConnectionClose.sessionEnded), { state: 'over' }],
    [
      'the time is up: another ticket',
      { state: 'interrupted', attempt: 2, delay: 1 },
      { type: 'try-again' },
      { state: 'asking', attempt: 2 },
    ],
    [
      'a silent server is asked again',
      { state: 'asking', attempt: 2 },
      noTicket('passing'),
      { state: 'interrupted', attempt: 3, delay: 2000 },
    ],
    ['the rules refuse a ticket', { state: 'asking', attempt: 2 }, noTicket('withdrawn'), { state: 'withdrawn' }],
    [
      'a final refusal is shown',
      { state: 'asking', attempt: 0 },
      noTicket('final'),
      { state: 'refused', error: 'why' },
    ],
    ['she takes it back', { state: 'taken-over' }, { type: 'take-back' }, { state: 'asking', attempt: 0 }],
    [
      'she tries again after a withdrawal',
      { state: 'withdrawn' },
      { type: 'take-back' },
      { state: 'asking', attempt: 0 },
    ],
    [
      'a taken-over desktop never comes back by itself',
      { state: 'taken-over' },
      { type: 'try-again' },
      { state: 'taken-over' },
    ],
    ['a withdrawn one neither', { state: 'withdrawn' }, { type: 'try-again' }, { state: 'withdrawn' }],
    ['what is over stays over', { state: 'over' }, { type: 'take-back' }, { state: 'over' }],
    ['a late ticket opens nothing', { state: 'taken-over' }, { type: 'ticket' }, { state: 'taken-over' }],
    ['a second close changes nothing', { state: 'withdrawn' }, closed(1006), { state: 'withdrawn' }],
  ])('%s', (_, before, event, after) => {
    expect(nextConnection(before, event)).toEqual(after)
  })

  test('tries double from half a second to eight, spread by a quarter', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => delayBefore(attempt, 0.5))).toEqual([
      500, 1000, 2000, 4000, 8000, 8000, 8000,
    ])
    expect(delayBefore(5, 0)).toBe(6000)
    expect(delayBefore(5, 1)).toBe(10_000)
  })
})

test('the last picture stays where the desktop comes back by itself, and nowhere else', () => {
  const after = (event: ConnectionEvent) => keepsPicture(nextConnection(connected, event))
  for (const code of [1000, 1006, ConnectionClose.sessionUnreachable]) expect(after(closed(code))).toBe(true)
  for (const code of ['accessWithdrawn', 'idle', 'takenOver', 'sessionEnded'] as const)
    expect(after(closed(ConnectionClose[code]))).toBe(false)
  expect(keepsPicture({ state: 'refused', error: null })).toBe(false)
})
