import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { mySettings } from '../api/settings.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { Timeline } from './Timeline.tsx'
import { settingsTexts } from './texts.ts'

/** The history of one app of one's own. */
export function TimelinePage() {
  const t = useTexts(settingsTexts)
  const { language } = useLanguage()
  const { template } = useParams({ from: '/gate/settings/$template' })
  const packages = useQuery({ queryKey: mySettings.key, queryFn: mySettings.packages })
  const title = packages.data?.find((one) => one.template === template)?.title[language] ?? template
  return (
    <Page title={t.timeline(title)} narrow>
      <p>
        <Link to="/settings">{t.back}</Link>
      </p>
      <Timeline source={mySettings} template={template} />
    </Page>
  )
}
