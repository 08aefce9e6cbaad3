import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { settleWanted, type WantedItem, wantedEquipment } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { Field } from '../shell/Field.tsx'
import { formatDate } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { equipmentTexts } from './texts.ts'

/** Who needs what for home: it goes away when it is handed over, or when it is noted that it is not needed. */
export function WantedList({ onSaid }: { onSaid(sentence: string): void }) {
  const t = useTexts(equipmentTexts)
  const text = useText()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [settling, setSettling] = useState<WantedItem | null>(null)
  const [note, setNote] = useState('')
  const list = useQuery({ queryKey: ['equipment', 'wanted'], queryFn: wantedEquipment, refetchOnMount: 'always' })
  const settle = useMutation({
    mutationFn: (item: WantedItem) => settleWanted(item.agreement, { item: item.item, note: note.trim() }),
    onSuccess: () => {
      setSettling(null)
      setNote('')
      onSaid(t.done)
      return queries.invalidateQueries({ queryKey: ['equipment'] })
    },
  })
  if (list.isError) return <TroubleAlert error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return null
  const { wanted, total } = list.data
  return (
    <section className="flow" aria-labelledby="wanted">
      <h2 id="wanted" className="kern-heading-medium">
        {t.wanted}
      </h2>
      <p className="kern-body">{total === 0 ? t.nothingWanted : t.wantedText(wanted.length, total)}</p>
      {wanted.length > 0 && (
        <Table quiet title={t.wanted} head={[t.holder, t.what, t.neededFrom, t.choose]}>
          {wanted.map((item) => (
            <tr key={`${item.agreement} ${item.item}`}>
              <Cell head={t.holder}>{item.person.name}</Cell>
              <Cell head={t.what}>{text(item.title)}</Cell>
              <Cell head={t.neededFrom}>{formatDate(item.from, language)}</Cell>
              <Cell head={t.choose}>
                <Button
                  small
                  aria-label={t.notNeededNamed(text(item.title), item.person.name)}
                  onPress={() => setSettling(item)}
                >
                  {t.notNeeded}
                </Button>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
      <Confirm
        open={settling !== null}
        title={t.notNeededTitle}
        confirm={t.notNeeded}
        pending={settle.isPending}
        onConfirm={() => settling && settle.mutate(settling)}
        onClose={() => setSettling(null)}
      >
        <p className="kern-body">{settling && `${settling.person.name}: ${text(settling.title)}`}</p>
        <Field label={t.notNeededWhy} value={note} onChange={setNote} />
        {settle.error && <TroubleAlert key={settle.submittedAt} error={settle.error} />}
      </Confirm>
    </section>
  )
}
