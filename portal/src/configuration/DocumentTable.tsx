import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useId, useState } from 'react'
import { documents } from '../api/configuration.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { configurationTexts } from './texts.ts'

const atOnce = 25

/** All documents in force, to browse and to search, each with whether one may change it and why not. */
export function DocumentTable() {
  const t = useTexts(configurationTexts)
  const text = useText()
  const heading = useId()
  const [words, setWords] = useState('')
  const [kind, setKind] = useState('')
  const [shown, setShown] = useState(atOnce)
  const wanted = useDeferredValue(words.trim().toLowerCase())
  const list = useQuery({
    queryKey: ['documents', wanted],
    queryFn: () => documents(wanted),
    refetchOnMount: 'always',
    placeholderData: (before) => before,
  })
  const found = (list.data ?? []).filter((one) => kind === '' || one.kind === kind)
  const kinds = [...new Set((list.data ?? []).map((one) => one.kind))].sort()
  return (
    <section className="flow" aria-labelledby={heading}>
      <h2 id={heading} className="kern-heading-medium">
        {t.documents}
      </h2>
      {list.isError && <TroubleAlert error={list.error} onRetry={() => void list.refetch()} />}
      <div className="flow page--narrow">
        <Field label={t.search} hint={t.searchHint} value={words} onChange={setWords} literal />
        <Select
          label={t.kind}
          value={kind}
          onChange={setKind}
          options={[
            { value: '', text: t.allKinds },
            ...kinds.map((value) => ({ value, text: t.kinds[value] ?? value })),
          ]}
        />
      </div>
      <p className="kern-body" role="status">
        {list.data && t.found(found.length)}
      </p>
      {found.length > 0 && (
        <Table title={t.documents} quiet head={[t.document, t.file, t.belongsTo, t.mayEdit]}>
          {found.slice(0, shown).map((one) => (
            <tr key={one.name}>
              <Cell head={t.document}>
                <Link
                  to="/administration/configuration/documents/$kind/$id"
                  params={{ kind: one.kind, id: one.id }}
                  className="kern-link"
                >
                  {text(one.title)}
                </Link>{' '}
                <small>
                  ({t.kinds[one.kind] ?? one.kind}, {one.id})
                </small>
              </Cell>
              <Cell head={t.file}>{one.path}</Cell>
              <Cell head={t.belongsTo}>{one.department ?? t.city}</Cell>
              <Cell head={t.mayEdit}>{one.refusal === null ? t.yes : text(one.refusal)}</Cell>
            </tr>
          ))}
        </Table>
      )}
      {found.length > shown && <Button onPress={() => setShown((count) => count + 100)}>{t.more}</Button>}
    </section>
  )
}
