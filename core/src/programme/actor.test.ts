import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, mayStandIn, partsOf } from './actor.ts'
import { bodiesOf } from './rules.ts'
import { standardBodies } from './standard-bodies.ts'
import { bodies, members, others, programme, subject } from './testing-programme.ts'

const standsInFor = (who: Actor | undefined, ...absent: string[]): Actor => {
  assert.ok(who)
  return { ...who, standsInFor: absent.flatMap((id) => members[id] ?? []) }
}
const partsWith = (actor: Actor, all = bodies) => [...partsOf(actor, subject, all).keys()].sort()
const elected = ['equal-opportunity', 'severely-disabled', 'staff-council']

test('somebody from outside takes the parts of a body that says nothing of deputies, and of no elected one', () => {
  const all = Object.keys(members)
  const open = all.filter((id) => !elected.includes(id)).sort()
  assert.deepEqual(partsWith(standsInFor(others.colleague, ...all)), open)
})

test('another member and whoever was elected to stand in take the part of an elected body', () => {
  for (const body of elected) {
    assert.deepEqual(partsWith(standsInFor(members[body], body)), [body])
    const deputies = bodies[body]?.deputies
    assert.ok(deputies !== undefined && deputies !== 'anybody')
    const deputy = { ...others.colleague, groups: [deputies.group] } as Actor
    assert.deepEqual(partsWith(deputy), [], 'only while somebody is away')
    assert.deepEqual(partsWith(standsInFor(deputy, body)), [body])
    assert.deepEqual(partsWith(standsInFor(deputy, ...elected)), [body], 'elected for one, not for the others')
  }
})

test('a city that writes an elected body anew opens it by its word alone', () => {
  const { title, members: who } = standardBodies['staff-council'] ?? assert.fail()
  const of = (deputies?: 'anybody' | { group: string }) =>
    bodiesOf(
      programme({ bodies: { 'staff-council': { title, members: who, sees: [], ...(deputies && { deputies }) } } }),
    )
  const outsider = standsInFor(others.colleague, 'staff-council')
  assert.deepEqual(partsWith(outsider, of()), [])
  assert.deepEqual(partsWith(outsider, of({ group: 'nachruecker' })), [])
  assert.deepEqual(partsWith(outsider, of('anybody')), ['staff-council'])
})

test('for a line manager, whom nobody elected, anybody may stand in', () => {
  const manager = bodies['line-manager'] ?? assert.fail()
  assert.ok(mayStandIn({ roles: [], groups: [] }, manager))
})
