import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'

/**
 * The templates of documents. A line that begins with `# ` is a heading, one with `- ` an item of a list; other lines
 * are paragraphs. `{week}`, `{terms}`, `{records}`, `{attributes}` and `{answers}` stand for lists, everything else for
 * words.
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
  change: {
    title: { de: 'Andere Tage zur Vereinbarung über {type}', en: 'Other days to the agreement on {type}' },
    body: {
      de: 'Guten Tag {name},\nIhre Vereinbarung über {type} gilt weiter. Vom {from} bis zum {until} gelten andere Tage.\n# Tage und Zeiten\n{week}\n# Danach\nAb dem Tag danach gelten wieder die vereinbarten Tage.',
      en: 'Dear {name},\nyour agreement on {type} goes on. From {from} to {until} other days hold.\n# Days and hours\n{week}\n# Afterwards\nFrom the next day on the agreed days hold again.',
    },
  },
  suspension: {
    title: { de: 'Aussetzung der Vereinbarung über {type}', en: 'Suspension of the agreement on {type}' },
    body: {
      de: 'Guten Tag {name},\nIhr Zugang von außen ist seit dem {decided} ausgesetzt. Ihre Vereinbarung über {type} besteht weiter.\n# Grund\n{reasons}\n# Was jetzt zu tun ist\n- Arbeiten Sie bis auf Weiteres im Amt.\n- Fragen Sie, was für eine Aufhebung nötig ist.\n# Ihre Rechte\n{instruction}',
      en: 'Dear {name},\nyour access from outside has been suspended since {decided}. Your agreement on {type} goes on.\n# Reason\n{reasons}\n# What to do now\n- Work at the office until further notice.\n- Ask what is needed to open access again.\n# Your rights\n{instruction}',
    },
  },
  'hand-over': {
    title: { de: 'Übergabe: {device} ({serial})', en: 'Hand-over: {device} ({serial})' },
    body: {
      de: '{city} hat {name}, {department}, am {at} ein Gerät ausgegeben. Ausgegeben hat es: {by}.\n# Gerät\n- {device}\n- Seriennummer: {serial}\n# Merkmale\n{attributes}\n# Rückgabe\nZurückzugeben bis: {due}.\n# Pflichten\n- Das Gerät ist nur für die Arbeit da.\n- Niemand sonst benutzt es.\n- Verlust oder Verdacht wird sofort gemeldet: im Portal unter „Meine Geräte“.',
      en: '{city} handed a device over to {name}, {department}, on {at}. It was handed over by: {by}.\n# Device\n- {device}\n- Serial number: {serial}\n# Attributes\n{attributes}\n# Return\nDue back: {due}.\n# Duties\n- The device is for work only.\n- Nobody else uses it.\n- A loss or suspicion is reported at once: in the portal under "My devices".',
    },
  },
  return: {
    title: { de: 'Rückgabe: {device} ({serial})', en: 'Return: {device} ({serial})' },
    body: {
      de: '{name}, {department}, hat {city} am {at} ein Gerät zurückgegeben. Zurückgenommen hat es: {by}.\n# Gerät\n- {device}\n- Seriennummer: {serial}\n# Prüfung bei der Rückgabe\n{answers}',
      en: '{name}, {department}, returned a device to {city} on {at}. It was taken back by: {by}.\n# Device\n- {device}\n- Serial number: {serial}\n# Checked at the return\n{answers}',
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
