import type { RequestRecord, RequestView } from '@nahtlos/contract/programme/telework-request'
import { formatInstant } from '../shell/format.ts'
import { Icon } from '../shell/Icon.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { deedsOfPerson, type Station, stagesOf } from './path.ts'
import { requestTexts } from './request-texts.ts'

/** A picture of where a request stands, which is an ordered list to those who hear it. */
export function RequestPath({ request }: { request: RequestView }) {
  const t = useTexts(requestTexts)
  const text = useText()
  const { language } = useLanguage()
  const on = (instant: string | null) => (instant === null ? '' : formatInstant(instant, language))

  function said({ state, record, step }: Station): string {
    if (state === 'now')
      return step.dueAt === null
        ? t.waiting[step.task]
        : `${t.waiting[step.task]} ${t.dueBy(formatInstant(step.dueAt, language))}`
    if (state === 'later') return t.afterwards
    if (record === null) return t.never
    return saidOf(record)
  }

  function saidOf(record: RequestRecord): string {
    const name = record.by === null ? t.byTime : record.by.name
    const who = record.onBehalfOf === null ? name : t.onBehalfOf(name, record.onBehalfOf.name)
    return t.outcome[record.outcome](who, on(record.at))
  }

  return (
    <>
      <ol className="path" aria-label={t.where}>
        {deedsOfPerson(request).map((record) => (
          <li key={`${record.outcome} ${record.at}`} data-state="done">
            <span className="path__mark" aria-hidden="true">
              <Icon name="check" />
            </span>
            <span>
              <strong>{t.deed[record.outcome] ?? t.outcome[record.outcome]('', '')}</strong>
              <br />
              {t.on(on(record.at))}
              <Reason record={record} />
            </span>
          </li>
        ))}
        {stagesOf(request).flatMap((stage) =>
          stage.map((station, at) => (
            <li
              key={station.step.number}
              data-state={station.state}
              data-beside={at > 0 ? true : undefined}
              aria-current={station.state === 'now' ? 'step' : undefined}
            >
              <span className="path__mark" aria-hidden="true">
                {station.state === 'done' && <Icon name="check" />}
                {station.state === 'rejected' && <Icon name="close" />}
              </span>
              <span>
                <strong>{text(station.step.title)}</strong>
                {station.step.task === 'opinion' && ` (${t.opinion})`}
                {station.step.task === 'inform' && ` (${t.inform})`}
                {at > 0 && <span className="path__beside">{t.beside}</span>}
                <br />
                {said(station)}
                {station.record !== null && <Reason record={station.record} />}
              </span>
            </li>
          )),
        )}
      </ol>
      <Earlier request={request} said={saidOf} />
    </>
  )
}

function Reason({ record }: { record: RequestRecord }) {
  const t = useTexts(requestTexts)
  return (
    <>
      {record.reason && (
        <span className="path__reason">
          {t.reason}: „{record.reason}“
        </span>
      )}
      {record.alternatives && (
        <span className="path__reason">
          {t.alternatives}: „{record.alternatives}“
        </span>
      )}
    </>
  )
}

/** Why it came back before: the reasons of returns in earlier rounds. */
function Earlier({ request, said }: { request: RequestView; said(record: RequestRecord): string }) {
  const t = useTexts(requestTexts)
  const returns = request.records.filter(({ outcome }) => outcome === 'returned')
  if (returns.length === 0) return null
  return (
    <ul className="kern-list kern-list--bullet" aria-label={t.cameBack}>
      {returns.map((record) => (
        <li key={record.at}>
          {said(record)}
          <Reason record={record} />
        </li>
      ))}
    </ul>
  )
}
