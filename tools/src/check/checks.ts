import { deadCode, generatedFiles, style, types } from './commands.ts'
import type { Check } from './finding.ts'
import { importRules } from './import-rules.ts'
import { invariants } from './invariants.ts'
import { licence } from './licence.ts'
import { links } from './links.ts'
import { nothingPrivate } from './nothing-private.ts'
import { plainLanguage } from './plain-language.ts'
import { pureFiles } from './pure-files.ts'

/** Everything that has to hold before a change is taken, quick ones first. */
export const checks: readonly Check[] = [
  importRules,
  pureFiles,
  invariants,
  licence,
  links,
  nothingPrivate,
  plainLanguage,
  generatedFiles,
  style,
  types,
  deadCode,
]
