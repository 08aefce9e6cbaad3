import type { DocumentKind } from '@nahtlos/contract/configuration/document'
import type { Text } from '@nahtlos/contract/text'

type Titles = (kind: DocumentKind, id: string) => Text

/** What the portal's form writes, part by part, and what people write most: each with its words. */
const parts: readonly {
  readonly form: RegExp
  words(found: readonly string[], titles: Titles): Text
}[] = [
  { form: /^true$/, words: () => ({ de: 'immer', en: 'always' }) },
  { form: /^zone\.outside$/, words: () => ({ de: 'von außen', en: 'from outside' }) },
  { form: /^!zone\.outside$/, words: () => ({ de: 'aus dem Amt', en: 'at the office' }) },
  {
    form: /^zone\.id == "([\w-]+)"$/,
    words: ([id = ''], titles) => quoted('im Netzbereich', 'in the zone', titles('Zone', id)),
  },
  {
    form: /^zone\.id != "([\w-]+)"$/,
    words: ([id = ''], titles) => quoted('nicht im Netzbereich', 'not in the zone', titles('Zone', id)),
  },
  {
    form: /^"([\w-]+)" in person\.groups$/,
    words: ([id = ''], titles) => quoted('für die Gruppe', 'for the group', titles('Group', id)),
  },
  {
    form: /^!\("([\w-]+)" in person\.groups\)$/,
    words: ([id = ''], titles) => quoted('nicht für die Gruppe', 'not for the group', titles('Group', id)),
  },
  {
    form: /^\(((?:"[\w-]+" in person\.groups)(?: \|\| "[\w-]+" in person\.groups)+)\)$/,
    words: ([list = ''], titles) => {
      const groups = [...list.matchAll(/"([\w-]+)"/g)].map(([, id = '']) => titles('Group', id))
      return {
        de: `für eine der Gruppen ${groups.map(({ de }) => `„${de}“`).join(', ')}`,
        en: `for one of the groups ${groups.map(({ en }) => `"${en}"`).join(', ')}`,
      }
    },
  },
  {
    form: /^person\.department == "([\w-]+)"$/,
    words: ([id = ''], titles) => quoted('für das Amt', 'for the department', titles('Department', id)),
  },
  {
    form: /^!within\("([\d:]+)-([\d:]+)"\)$/,
    words: ([from = '', until = '']) => ({
      de: `außerhalb von ${from} bis ${until} Uhr`,
      en: `outside ${from} to ${until}`,
    }),
  },
  {
    form: /^within\("([\d:]+)-([\d:]+)"\)$/,
    words: ([from = '', until = '']) => ({ de: `von ${from} bis ${until} Uhr`, en: `from ${from} to ${until}` }),
  },
  { form: /^time\.holiday$/, words: () => ({ de: 'an Feiertagen', en: 'on public holidays' }) },
  { form: /^time\.workday$/, words: () => ({ de: 'an Arbeitstagen', en: 'on working days' }) },
  {
    form: /^!time\.workday$/,
    words: () => ({ de: 'an Wochenenden und Feiertagen', en: 'on weekends and public holidays' }),
  },
  { form: /^secondFactor$/, words: () => ({ de: 'mit zweitem Faktor', en: 'with a second factor' }) },
  { form: /^!secondFactor$/, words: () => ({ de: 'ohne zweiten Faktor', en: 'without a second factor' }) },
  { form: /^device\.enrolled$/, words: () => ({ de: 'mit aufgenommenem Gerät', en: 'with an enrolled device' }) },
  { form: /^!device\.enrolled$/, words: () => ({ de: 'ohne aufgenommenes Gerät', en: 'without an enrolled device' }) },
  {
    form: /^(?:onHomeDay\(\)|agreement\.today)$/,
    words: () => ({ de: 'an vereinbarten Tagen zu Hause', en: 'on agreed home days' }),
  },
  {
    form: /^(?:!onHomeDay\(\)|!agreement\.today)$/,
    words: () => ({ de: 'außerhalb der vereinbarten Tage', en: 'outside agreed home days' }),
  },
  { form: /^session\.running$/, words: () => ({ de: 'in einer laufenden Sitzung', en: 'in a running session' }) },
  {
    form: /^session\.minutes >= (\d+)$/,
    words: ([minutes = '']) => ({ de: `nach ${minutes} Minuten`, en: `after ${minutes} minutes` }),
  },
  {
    form: /^session\.minutes < (\d+)$/,
    words: ([minutes = '']) => ({ de: `in den ersten ${minutes} Minuten`, en: `in the first ${minutes} minutes` }),
  },
  {
    form: /^host\.pool == "([\w-]+)"$/,
    words: ([id = ''], titles) => quoted('auf Sitzungsservern der Gruppe', 'on hosts of the pool', titles('Pool', id)),
  },
  {
    form: /^host\.id == "([\w-]+)"$/,
    words: ([id = '']) => quoted('auf dem Sitzungsserver', 'on the host', { de: id, en: id }),
  },
  {
    form: /^app\.id == "([\w-]+)"$/,
    words: ([id = ''], titles) => quoted('für die Anwendung', 'for the app', titles('App', id)),
  },
  { form: /^!training\.valid$/, words: () => ({ de: 'ohne gültige Unterweisung', en: 'without a valid training' }) },
]

/** A condition in words, where every part of it is one of the usual ones; else the expression itself. */
export function conditionWords(condition: string, titles: Titles): Text {
  // Without brackets "or" binds less than "and": such a one has to stand alone to mean what its words say.
  const all = /^[^()&]* \|\| [^()&]*$/.test(condition) ? [`(${condition.trim()})`] : condition.split(' && ')
  const said = all.map((part) => {
    for (const { form, words } of parts) {
      const found = form.exec(part.trim())
      if (found !== null) return words(found.slice(1), titles)
    }
    return null
  })
  if (said.some((words) => words === null)) return { de: `wenn ${condition}`, en: `where ${condition}` }
  const words = said.filter((one) => one !== null)
  return { de: words.map(({ de }) => de).join(', '), en: words.map(({ en }) => en).join(', ') }
}

function quoted(de: string, en: string, title: Text): Text {
  return { de: `${de} „${title.de}“`, en: `${en} "${title.en}"` }
}
