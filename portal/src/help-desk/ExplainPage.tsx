import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ResolutionQuestion } from '../administration/ResolutionQuestion.tsx'
import { helpDeskChoices, helpDeskNearest, helpDeskSimulate } from '../api/help-desk.ts'
import { helpDeskPeople } from '../api/settings.ts'
import { Field } from '../shell/Field.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { helpDeskTexts } from './texts.ts'

/** Why somebody gets something or not, for whoever she asked; she reads who looked and why. */
export function ExplainPage() {
  const t = useTexts(helpDeskTexts)
  const [reason, setReason] = useState('')
  return (
    <Page title={t.explain} lead={t.explainLead}>
      <p>
        <Link to="/help-desk">{t.back}</Link>
      </p>
      <ResolutionQuestion
        asker="help-desk"
        choices={helpDeskChoices}
        find={helpDeskPeople}
        wrong={reason.trim().length >= 10 ? undefined : t.reasonMissing}
        more={(error) => (
          <Field label={t.reason} hint={t.reasonHint} rows={2} value={reason} onChange={setReason} error={error} />
        )}
        question={(asked) => ({ ...asked, reason: reason.trim() })}
        simulate={helpDeskSimulate}
        nearest={helpDeskNearest}
      />
    </Page>
  )
}
