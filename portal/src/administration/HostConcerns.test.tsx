// @vitest-environment jsdom
import type { HostView } from '@nahtlos/contract/api/administration'
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderInPortal } from '../shell/render.test-kit.tsx'
import { HostConcerns } from './HostConcerns.tsx'

afterEach(cleanup)

const host = (id: string, ...details: string[]) =>
  ({
    id,
    concerns: details.map((detail, at) => ({ what: 'session-left', session: null, detail, since: at })),
  }) as unknown as HostView

test('a concern says what to do, and many paths stand behind a disclosure', () => {
  const paths = Array.from({ length: 22 }, (_, at) => `/tmp/.xfsm-${at}`).join(', ')
  renderInPortal(<HostConcerns hosts={[host('host-a', paths, '/tmp/one'), host('host-b')]} />)
  expect(screen.getByText('Hinweise zu host-a')).toBeTruthy()
  expect(screen.queryByText('Hinweise zu host-b')).toBeNull()
  const [many, one] = screen.getAllByRole('listitem')
  expect(many?.textContent).toContain('Löschen oder beenden Sie den Rest.')
  expect(many?.querySelector('details:not([open]) p')?.textContent).toBe(paths)
  expect(one?.querySelector('details')).toBeNull()
  expect(one?.textContent).toContain('/tmp/one')
})
