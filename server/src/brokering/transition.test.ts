import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { HostSession } from '@nahtlos/contract/host/report'
import type { SessionState } from '@nahtlos/contract/session/state'
import { type KnownSession, neverHeardOf, transition } from './transition.ts'

const now = new Date('2026-03-02T08:00:00.000Z')

function known(state: SessionState, reported = true, since = now): KnownSession {
  return { state, reported, since, phases: [], notices: [], notice_details: [], settings_in_use: [], detail: null }
}

function said(state: HostSession['state'], more: Partial<HostSession> = {}): HostSession {
  return {
    id: 'a',
    person: 'b',
    state,
    phases: [],
    notices: [],
    details: [],
    settingsInUse: [],
    used: [],
    detail: null,
    connections: [],
    broken: [],
    restores: [],
    refusals: [],
    ...more,
  }
}

describe('what a report means for a session', () => {
  it('follows the host through a good life', () => {
    assert.equal(transition(known('preparing', false), said('preparing'), now)?.state, 'preparing')
    assert.equal(transition(known('preparing'), said('ready'), now)?.state, 'ready')
    assert.equal(transition(known('ready'), said('ending'), now)?.state, 'ending')
    assert.equal(transition(known('ending'), said('ended'), now)?.state, 'ended')
  })

  it('changes nothing where nothing is new', () => {
    assert.equal(transition(known('ready'), said('ready'), now), null)
  })

  it('tells a failed start from a session that broke later', () => {
    assert.equal(transition(known('preparing'), said('failed', { detail: 'Xvnc: no' }), now)?.detail, 'Xvnc: no')
    assert.equal(transition(known('preparing'), said('failed'), now)?.state, 'failed')
    assert.equal(transition(known('ready'), said('failed'), now)?.state, 'lost')
    assert.equal(transition(known('ending'), said('failed'), now)?.state, 'ended')
  })

  it('does not take back an end that the host has not heard of yet', () => {
    assert.equal(transition(known('ending'), said('ready'), now), null)
  })

  it('loses a ready session that the host does not have any more', () => {
    assert.equal(transition(known('ready'), null, now)?.state, 'lost')
  })

  it('leaves a session that is being prepared to the order that stands', () => {
    assert.equal(transition(known('preparing', false), null, now), null)
    assert.equal(transition(known('preparing', true), null, now), null)
  })

  it('holds a session for ended when the host had it and has it no more', () => {
    assert.equal(transition(known('ending', true), null, now)?.state, 'ended')
    assert.equal(transition(known('ending', false), null, now), null)
    const later = new Date(now.getTime() + neverHeardOf)
    assert.equal(transition(known('ending', false), null, later)?.state, 'ended')
  })

  it('never leaves a final state', () => {
    for (const state of ['ended', 'failed', 'lost', 'placing'] as const)
      for (const reported of ['preparing', 'ready', 'ending', 'ended', 'failed'] as const)
        assert.equal(transition(known(state), said(reported), now), null)
  })

  it('keeps the phases that are its own, over what the host reports', () => {
    const previous = { name: 'previous', startedAt: 0, endedAt: 1, outcome: 'done' } as const
    const placement = { name: 'placement', startedAt: 1, endedAt: 2, outcome: 'done' } as const
    const home = { name: 'home', startedAt: 2, endedAt: null, outcome: 'running' } as const
    const change = transition(
      { ...known('preparing'), phases: [previous, placement] },
      said('preparing', { phases: [home] }),
      now,
    )
    assert.deepEqual(change?.phases, [previous, placement, home])
    assert.equal(
      transition(
        { ...known('preparing'), phases: [previous, placement, home] },
        said('preparing', { phases: [home] }),
        now,
      ),
      null,
    )
  })
})
