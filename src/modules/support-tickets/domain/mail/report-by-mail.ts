import type { Report } from '../report.js';

/**
 * What a mail says as a report: its subject and its words, and nothing guessed. The acknowledgement asks for the rest.
 * @param before number of the ticket that it goes on from; null: none
 */
export function reportByMail(subject: string, description: string, before: string | null): Report {
  const lead =
    before === null ? '' : `This goes on from ${before}, which was closed too long ago to be opened again.\n\n`;
  return {
    subject: subject.replace(/\s*\[T-\d+\]\s*/gi, ' ').trim() || '(no subject)',
    platformVersion: null,
    platformEdition: null,
    moduleVersion: null,
    storeHash: null,
    storefrontUrl: null,
    accountName: null,
    purchaseReference: null,
    purchaseDate: null,
    description: lead + description,
    expectedResult: null,
    stepsToReproduce: null,
    orderReferences: [],
    logs: null,
    thirdPartyModules: [],
    checklist: {},
    attachments: [],
  };
}
