// @vitest-environment jsdom
import { problems } from '@nahtlos/contract/problem'
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ProblemError, silence } from '../api/problem-error.ts'
import { renderInPortal } from './render.test-kit.tsx'
import { TroubleAlert } from './TroubleAlert.tsx'

afterEach(cleanup)

const delayed = problems['sign-in-delayed']

test('a refusal is told in German with what to do, how long to wait and its reference', () => {
  const error = new ProblemError({
    code: 'sign-in-delayed',
    title: delayed,
    next: delayed.next,
    retryAfter: 17,
    reference: 'abc-1',
  })
  renderInPortal(<TroubleAlert error={error} />)
  const alert = screen.getByRole('alert')
  expect(alert.textContent).toContain(delayed.de)
  expect(alert.textContent).toContain(delayed.next.de)
  expect(alert.textContent).toContain('noch 17 Sekunden')
  expect(alert.textContent).toContain('abc-1')
})
test('silence of the network is told as such', () => {
  renderInPortal(<TroubleAlert error={silence(new TypeError('Failed to fetch'))} />)
  expect(screen.getByRole('alert').textContent).toContain('erreicht den Server gerade nicht')
})
test('a bug tells nothing of its insides', () => {
  renderInPortal(<TroubleAlert error={new Error('x is undefined')} />)
  expect(screen.getByRole('alert').textContent).not.toContain('undefined')
})
test('a field is told by its name, and what is wrong with it in the language of the page', () => {
  const { de, en, next } = problems['invalid-input']
  const message = { de: 'darf Ihren Benutzernamen nicht enthalten', en: 'must not contain the account name' }
  const fields = [
    { path: 'next', message },
    { path: '', message: { de: 'ist zu lang', en: 'is too long' } },
    { path: 'city.yaml:3:1', message: { de: 'fehlt', en: 'is missing' } },
  ]
  renderInPortal(<TroubleAlert error={new ProblemError({ code: 'invalid-input', title: { de, en }, next, fields })} />)
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Neues Passwort: darf Ihren Benutzernamen nicht enthalten',
    'ist zu lang',
    'city.yaml:3:1: fehlt',
  ])
})
