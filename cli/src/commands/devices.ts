import { decodeCsv } from '@nahtlos/contract/equipment/decode-csv'
import type { Command } from '../command.ts'
import { readBytes, writePrivate } from '../file.ts'
import { accept } from '../portal.ts'

export const exportDevices: Command = {
  name: 'devices export',
  usage: 'FILE.csv',
  summary: { de: 'Das Verzeichnis der Geräte als CSV-Datei', en: 'The register of devices as a CSV file' },
  words: [1, 1],
  run: async ({ words: [file = ''], say, signedIn, show }) => {
    const { api } = await signedIn()
    const { csv } = accept(await api.GET('/api/equipment/export'), say)
    await writePrivate(file, csv, say)
    show({ file }, [say({ de: '{} ist geschrieben.', en: '{} is written.' }, file)])
    return 0
  },
}

export const importDevices: Command = {
  name: 'devices import',
  usage: 'FILE.csv',
  summary: {
    de: 'Geräte aus einer CSV-Datei aufnehmen oder berichtigen; entweder alle Zeilen oder keine',
    en: 'Add or correct devices of a CSV file; all lines or none',
  },
  words: [1, 1],
  run: async ({ words: [file = ''], say, signedIn, show }) => {
    const csv = decodeCsv(await readBytes(file, say))
    const { api } = await signedIn()
    const done = accept(await api.POST('/api/equipment/import', { body: { csv } }), say)
    show(done, [say({ de: '{} aufgenommen, {} geändert.', en: '{} added, {} changed.' }, done.added, done.changed)])
    return 0
  },
}
