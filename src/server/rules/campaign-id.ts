/** What a campaign may be called: in addresses, in what providers send, on the command line. */
export const CAMPAIGN_ID = /^[\w-]{1,64}$/;
/** What the campaign of a support banner may be called, which is a name of its own. */
export const BANNER_ID = /^[\w.-]{1,100}$/;
