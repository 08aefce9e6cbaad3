/** Payload: the id of the person whose access may have changed; empty where it may be anybody's. */
export const accessChanged = 'nahtlos_access_changed'
/** Payload: the number of the revision that is in force now. */
export const configurationPublished = 'nahtlos_configuration_published'
/** Payload: the id of a sign-in that ended. */
export const signInEnded = 'nahtlos_sign_in_ended'
/** Payload: empty. Some mail is to be sent. */
export const mailDue = 'nahtlos_mail_due'
/** Payload: the id of a person whose settings were deleted: what is remembered of her data key is void. */
export const settingsErased = 'nahtlos_settings_erased'
