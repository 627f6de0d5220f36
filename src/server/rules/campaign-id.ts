/** What a campaign may be called: in addresses, in what providers send, on the command line. */
export const CAMPAIGN_ID = /^[\w-]{1,64}$/;
