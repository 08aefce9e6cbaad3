import type { RequestRecord } from '@nahtlos/contract/programme/telework-request'
import { expect, test } from 'vitest'
import { pathOf } from './path.ts'

const record = (as: RequestRecord['as'], outcome: RequestRecord['outcome']): RequestRecord => ({
  at: '2026-03-02T07:00:00.000Z',
  by: { id: '00000000-0000-4000-8000-000000000001', name: 'Anna' },
  as,
  outcome,
  reason: null,
})
const chain = ['line-manager', 'head-of-department', 'it'] as const
const states = (stations: ReturnType<typeof pathOf>) => stations.map((station) => station.state)

test('the station whose turn it is stands between what is done and what comes', () => {
  const records = [record('person', 'filed'), record('line-manager', 'approved')]
  expect(states(pathOf({ chain: [...chain], records, step: 'head-of-department', state: 'open' }))).toEqual([
    'done',
    'done',
    'now',
    'later',
  ])
})
test('after a rejection nobody else is needed', () => {
  const records = [record('person', 'filed'), record('line-manager', 'rejected')]
  expect(states(pathOf({ chain: [...chain], records, step: null, state: 'rejected' }))).toEqual([
    'done',
    'rejected',
    'never',
    'never',
  ])
})
