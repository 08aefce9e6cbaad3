import type { Exercise } from './exercise.ts'
import { close, press, titled, written } from './hands.ts'
import { sized } from './windowed.ts'

const profile = '.thunderbird/person'
const drafts = `${profile}/Mail/Local Folders/Drafts`

/** An account whose mail lies in the local folders; nothing is fetched. Thunderbird asks nobody for one who has one. */
const preferences = `
user_pref("mail.accountmanager.accounts", "account1,account2");
user_pref("mail.accountmanager.defaultaccount", "account1");
user_pref("mail.accountmanager.localfoldersserver", "server2");
user_pref("mail.account.account1.identities", "id1");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account2.server", "server2");
user_pref("mail.identity.id1.fullName", "Anna Berg");
user_pref("mail.identity.id1.useremail", "anna.berg@stadt.example");
user_pref("mail.identity.id1.draft_folder", "mailbox://nobody@Local%20Folders/Drafts");
user_pref("mail.identity.id1.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id1.valid", true);
user_pref("mail.server.server1.type", "pop3");
user_pref("mail.server.server1.hostname", "127.0.0.1");
user_pref("mail.server.server1.port", 9);
user_pref("mail.server.server1.userName", "anna.berg");
user_pref("mail.server.server1.name", "Anna");
user_pref("mail.server.server1.login_at_startup", false);
user_pref("mail.server.server1.check_new_mail", false);
user_pref("mail.server.server1.deferred_to_account", "account2");
user_pref("mail.server.server1.directory-rel", "[ProfD]Mail/127.0.0.1");
user_pref("mail.server.server2.type", "none");
user_pref("mail.server.server2.hostname", "Local Folders");
user_pref("mail.server.server2.userName", "nobody");
user_pref("mail.server.server2.name", "Local Folders");
user_pref("mail.server.server2.directory-rel", "[ProfD]Mail/Local Folders");
user_pref("mail.rights.version", 1);
user_pref("mailnews.start_page.enabled", false);
`
const profiles = `[Profile0]
Name=person
IsRelative=1
Path=person
Default=1

[General]
StartWithLastProfile=1
Version=2
`

const prepared = `mkdir -p ${profile}
    [ -e ${profile}/prefs.js ] || printf %s '${preferences}' >${profile}/prefs.js
    [ -e .thunderbird/profiles.ini ] || printf %s '${profiles}' >.thunderbird/profiles.ini`

const start = 'thunderbird -P person'
const used = sized(
  'thunderbird',
  start,
  {
    template: 'thunderbird',
    file: `${profile}/xulstore.json`,
    name: 'Mail.thunderbird',
    pressesKeys: true,
    // A draft lies in the local folders. Its window may not hear the first keys.
    first: `${start} -compose 'to=bob@stadt.example,subject=Remembered,body=x' >/dev/null 2>&1 9>&- &
      ${titled('Write: Remembered')}
      until grep -qs '^Subject: Remembered' "${drafts}"; do
        ${press('Msgcompose', 'ctrl+s')}
        ${written(5, '^Subject: Remembered', drafts)}
      done
      ${close('Msgcompose')}`,
  },
  `grep -m 1 '^Subject:' "${drafts}"`,
)

/** The size of Thunderbird's window, and a message that it keeps in a local folder. */
export const mail: Exercise = {
  ...used,
  beside: [{ template: 'local-mail', file: drafts }],
  change: `${prepared}\n${used.change}`,
}
