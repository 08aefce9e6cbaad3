import type { fileRequest } from '@nahtlos/contract/api/telework'
import type { z } from 'zod'

type Application = z.input<typeof fileRequest.body>

/** An application with every answer that the standard form asks for. */
export function applicationFor(
  asked: Pick<Application, 'from' | 'until' | 'week'> & Partial<Application>,
): Application {
  const contact = (day: { from: string; until: string }) => ({ from: day.from, until: day.until })
  return {
    task: 'Sachbearbeitung',
    home: { separateArea: true, furniture: true, internet: true, phone: '0123 456' },
    equipment: { needed: [], held: '' },
    declarations: { leaflet: '2026-1', dataProtection: true, equipmentReturn: true },
    ...asked,
    week: asked.week.map((day) => ({ ...day, contact: contact(day) })),
  }
}
