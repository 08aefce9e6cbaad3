import { decodeCsv } from '@nahtlos/contract/equipment/decode-csv'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { exportDevices, importDevices } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { useTexts } from '../shell/language.tsx'
import { saveFile } from '../shell/save-file.ts'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'

import { equipmentTexts } from './texts.ts'

/** The register as a file, out and in. */
export function CsvPanel({ onSaid }: { onSaid(sentence: string): void }) {
  const t = useTexts(equipmentTexts)
  const queries = useQueryClient()
  const chooser = useRef<HTMLInputElement>(null)
  const save = useMutation({
    mutationFn: exportDevices,
    onSuccess: ({ name, csv }) => saveFile(name, 'text/csv;charset=utf-8', csv),
  })
  const read = useMutation({
    mutationFn: async (file: File) => importDevices(decodeCsv(await file.arrayBuffer())),
    onSuccess: ({ added, changed }) => {
      onSaid(t.imported(added, changed))
      return queries.invalidateQueries({ queryKey: ['equipment'] })
    },
  })
  return (
    <section className="panel flow" aria-labelledby="list">
      <h2 id="list" className="kern-heading-medium">
        {t.list}
      </h2>
      <p className="kern-body">{t.listText}</p>
      {save.error && <TroubleAlert key={save.submittedAt} error={save.error} />}
      {read.error && <TroubleAlert key={read.submittedAt} error={read.error} />}
      <input
        ref={chooser}
        type="file"
        accept=".csv,text/csv"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) read.mutate(file)
          event.target.value = ''
        }}
      />
      <div className="row">
        <Button isPending={save.isPending} onPress={() => save.mutate()}>
          {t.exportList}
        </Button>
        <Button isPending={read.isPending} onPress={() => chooser.current?.click()}>
          {t.importList}
        </Button>
      </div>
    </section>
  )
}
