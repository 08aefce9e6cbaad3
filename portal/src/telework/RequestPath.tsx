import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { formatInstant } from '../shell/format.ts'
import { Icon } from '../shell/Icon.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { pathOf, type Station } from './path.ts'
import { teleworkTexts } from './texts.ts'

/** A picture of where a request stands, which is an ordered list to those who hear it. */
export function RequestPath({ request }: { request: TeleworkRequest }) {
  const t = useTexts(teleworkTexts)
  const { language } = useLanguage()

  function said(station: Station): string {
    const on = station.record ? formatInstant(station.record.at, language) : ''
    switch (station.state) {
      case 'done':
        return station.at === 'filed' ? t.filedOn(on) : t.approvedBy(station.record?.by.name ?? '', on)
      case 'rejected':
        return t.rejectedBy(station.record?.by.name ?? '', on)
      case 'now':
        return t.waiting
      case 'later':
        return t.afterwards
      case 'never':
        return t.never
    }
  }

  return (
    <ol className="path" aria-label={t.where}>
      {pathOf(request).map((station) => (
        <li key={station.at} data-state={station.state} aria-current={station.state === 'now' ? 'step' : undefined}>
          <span className="path__mark" aria-hidden="true">
            {station.state === 'done' && <Icon name="check" />}
            {station.state === 'rejected' && <Icon name="close" />}
          </span>
          <span>
            <strong>{station.at === 'filed' ? t.filed : t.stepNamed[station.at]}</strong>
            <br />
            {said(station)}
            {station.record?.reason && (
              <span className="path__reason">
                {t.reason}: „{station.record.reason}“
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
