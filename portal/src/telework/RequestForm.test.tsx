// @vitest-environment jsdom
import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { renderInPortal } from '../shell/render.test-kit.tsx'
import { RequestForm } from './RequestForm.tsx'

afterEach(cleanup)

const terms: TeleworkTerms = {
  participates: true,
  maximumHomeDays: 2,
  maximumMonths: 12,
  earliest: '06:00',
  latest: '20:00',
  chain: [],
  today: '2026-03-02',
}

test('an empty form sends nothing, and the summary of what is missing takes the focus', async () => {
  const send = vi.fn()
  renderInPortal(<RequestForm terms={terms} pending={false} trouble={null} onSend={send} />)
  await userEvent.click(screen.getByRole('button', { name: 'Antrag absenden' }))
  expect(send).not.toHaveBeenCalled()
  expect(document.activeElement).toBe(screen.getByRole('alert', { name: 'Bitte prüfen Sie Ihre Angaben' }))
  expect(screen.getByLabelText('Erster Tag').getAttribute('aria-invalid')).toBe('true')
})
test('a link of the summary leads to its field', async () => {
  renderInPortal(<RequestForm terms={terms} pending={false} trouble={null} onSend={vi.fn()} />)
  await userEvent.click(screen.getByRole('button', { name: 'Antrag absenden' }))
  await userEvent.click(screen.getByRole('link', { name: 'Wählen Sie mindestens einen Tag.' }))
  expect(document.activeElement).toBe(screen.getByLabelText('Montag'))
})
test('a complete form sends the application', async () => {
  const send = vi.fn()
  renderInPortal(<RequestForm terms={terms} pending={false} trouble={null} onSend={send} />)
  fireEvent.change(screen.getByLabelText('Erster Tag'), { target: { value: '2026-03-09' } })
  fireEvent.change(screen.getByLabelText('Letzter Tag'), { target: { value: '2026-06-30' } })
  await userEvent.click(screen.getByLabelText('Mittwoch'))
  fireEvent.change(screen.getByLabelText('Mittwoch bis'), { target: { value: '18:00' } })
  await userEvent.click(screen.getByRole('button', { name: 'Antrag absenden' }))
  expect(send).toHaveBeenCalledExactlyOnceWith({
    from: '2026-03-09',
    until: '2026-06-30',
    week: [{ weekday: 3, from: '08:00', until: '18:00' }],
  })
})
