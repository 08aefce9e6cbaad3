import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'

/**
 * The templates of documents. A line that begins with `# ` is a heading, one with `- ` an item of a list; other lines
 * are paragraphs. `{week}`, `{terms}` and `{records}` stand for lists and tables, everything else for words.
 */
export const standardDocuments: ProgrammeRules['documents'] = {
  request: {
    title: { de: 'Antrag auf {type}', en: 'Request for {type}' },
    body: {
      de: '{name}, {department}, beantragt {type}.\n# Zeitraum\nVom {from} bis zum {until}.\n# Tage\n{week}\n# Angaben\n{terms}\n# Verlauf\n{records}',
      en: '{name}, {department}, requests {type}.\n# Period\nFrom {from} to {until}.\n# Days\n{week}\n# Particulars\n{terms}\n# History\n{records}',
    },
  },
  decision: {
    title: { de: 'Entscheidung über den Antrag auf {type}', en: 'Decision on the request for {type}' },
    body: {
      de: 'Guten Tag {name},\nüber Ihren Antrag vom {filed} wurde am {decided} entschieden: Er ist {outcome}.\n# Begründung\n{reasons}\n# Ihre Rechte\n{instruction}',
      en: 'Dear {name},\nyour request of {filed} was decided on {decided}: it is {outcome}.\n# Reasons\n{reasons}\n# Your rights\n{instruction}',
    },
  },
  agreement: {
    title: { de: 'Vereinbarung über {type}', en: 'Agreement on {type}' },
    body: {
      de: 'Zwischen {city} und {name}, {department}, wird vereinbart:\n# Dauer\nDie Vereinbarung gilt vom {from} bis zum {until}.\n# Tage und Zeiten\n{week}\n# Pflichten\n- Dienstliche Unterlagen sieht niemand sonst.\n- Verlust oder Verdacht wird sofort gemeldet.\n- Geräte werden am Ende zurückgegeben.\n# Ende\nDie Vereinbarung kann mit einer Frist von {notice} Tagen beendet werden. Bei Gefahr für die Sicherheit kann der Zugang sofort ausgesetzt werden.\n{leaflet}',
      en: '{city} and {name}, {department}, agree:\n# Duration\nThe agreement holds from {from} to {until}.\n# Days and hours\n{week}\n# Duties\n- Nobody else sees official papers.\n- A loss or suspicion is reported at once.\n- Devices are returned at the end.\n# End\nThe agreement can be ended with {notice} days of notice. Where security is in danger, access can be suspended at once.\n{leaflet}',
    },
  },
  end: {
    title: { de: 'Ende der Vereinbarung über {type}', en: 'End of the agreement on {type}' },
    body: {
      de: 'Guten Tag {name},\nIhre Vereinbarung über {type} endet mit dem {until}.\n# Grund\n{reasons}\n# Was jetzt zu tun ist\n- Geben Sie die Geräte zurück.\n- Bringen Sie dienstliche Unterlagen ins Amt.\n# Ihre Rechte\n{instruction}',
      en: 'Dear {name},\nyour agreement on {type} ends on {until}.\n# Reason\n{reasons}\n# What to do now\n- Return the devices.\n- Bring official papers to the office.\n# Your rights\n{instruction}',
    },
  },
}
