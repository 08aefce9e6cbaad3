import type { Device, DeviceRecord } from '@nahtlos/contract/equipment/device'
import type { Slug } from '@nahtlos/contract/identifiers'
import type { Language } from '@nahtlos/contract/text'
import { equipmentIn } from '@nahtlos/core/configuration/in-department'
import type { ValuesOf } from '@nahtlos/core/programme/document-placeholders'
import type { ProgrammeInForce } from '../programme/programme-in-force.ts'
import { dateWords } from './document-values.ts'
import { documentWords } from './document-words.ts'

type Card = Pick<Device, 'type' | 'serial' | 'model' | 'attributes'>

/** What was handed over, by whom, and until when. */
export function handOverValues(
  card: Card,
  { at, by, dueOn }: DeviceRecord,
  inForce: ProgrammeInForce,
  language: Language,
): ValuesOf<'hand-over'> {
  return {
    ...common(card, at, by?.name ?? '', inForce, language),
    due: dueOn === null ? documentWords[language].dueOpen : dateWords(dueOn, language),
  }
}

/** What came back, and what was found when it was looked at. */
export function returnValues(
  card: Card,
  { at, by, answers }: DeviceRecord,
  department: Slug,
  inForce: ProgrammeInForce,
  language: Language,
): ValuesOf<'return'> {
  const t = documentWords[language]
  const { returnChecklist } = equipmentIn(inForce.configuration.equipment, department)
  const title = (item: string) => returnChecklist.find(({ id }) => id === item)?.title[language] ?? item
  return {
    ...common(card, at, by?.name ?? '', inForce, language),
    answers: answers.map(({ item, inOrder, note }) => {
      return `${title(item)}: ${inOrder ? t.inOrder : t.notInOrder(note ?? '')}`
    }),
  }
}

function common(
  { type, serial, model, attributes }: Card,
  at: string,
  by: string,
  { configuration }: ProgrammeInForce,
  language: Language,
) {
  const rules = configuration.equipment
  const typeTitle = rules.types.find(({ id }) => id === type)?.title[language] ?? type
  const named = attributes.map((id) => rules.attributes.find((one) => one.id === id)?.title[language] ?? id)
  return {
    device: `${typeTitle} ${model}`,
    serial,
    attributes: named.length === 0 ? [documentWords[language].noAttributes] : named,
    at: dateWords(configuration.clockwork.at(at).date, language),
    by,
  }
}
