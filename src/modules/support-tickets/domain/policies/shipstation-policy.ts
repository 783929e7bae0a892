import type { SupportPolicy } from '../policy.js';

/**
 * The support policy of the ShipStation connector as the hub is seeded with it (column ShipStation of D1 to D26). It is a document
 * that reads alone: what it shares with another product's policy is repeated, since each is published and changed by itself.
 */
export const shipstationPolicy: SupportPolicy = {
  // D1
  coverageDays: 60,
  freeCover: {
    number: '1.1',
    text: 'Bugs are fixed free of charge for 60 days from the day of purchase; the 60th day still counts.',
  },
  // D2, D3
  covers: [
    {
      number: '1.2',
      text: 'Free cover is for the standard functionality of the connector, as its documentation describes it.',
    },
  ],
  bug: {
    number: '1.3',
    text: 'A bug is behaviour that differs from what is documented or intended, on a supported version of the platform and of the module, and that we can reproduce from what the report tells us.',
  },
  // D26 says nothing for ShipStation, so nothing is taken away: only a purchase that names a version is held to it.
  versionCover: {
    number: '1.4',
    text: 'Cover belongs to one purchase. Where the purchase names a version, cover is for that version.',
  },
  // D4 to D9
  exclusions: [
    {
      key: 'third-party',
      number: '2.1',
      title: 'Third-party modules',
      text: 'Problems that a module of somebody else causes or triggers are not covered.',
      examples: [
        'another shipping module changes the same deliveries',
        'the problem is gone once the other module is uninstalled',
      ],
    },
    {
      key: 'customization',
      number: '2.2',
      title: 'Customization',
      text: 'Customization of the connector, or of the platform and ShipStation configuration it relies on, beyond our guidance is not covered.',
      examples: ['the code of the connector was changed', 'a delivery flow of your own replaces the documented one'],
    },
    {
      key: 'unsupported-version',
      number: '2.3',
      title: 'Core changes and unsupported versions',
      text: "Changes to the platform's core, unsupported versions and incompatible upgrades are not covered.",
      examples: ["the platform's own code was patched", 'the database was upgraded but the connector was not'],
    },
    {
      key: 'infrastructure',
      number: '2.4',
      title: 'Server and infrastructure',
      text: 'Problems of the server or what surrounds it (hosting, SSL, DNS, firewall, performance, disk, a corrupt database) are not covered.',
      examples: [
        'a firewall blocks calls to ShipStation',
        'the disk is full',
        'the certificate of the server has expired',
      ],
    },
    {
      key: 'misconfiguration',
      number: '2.5',
      title: 'Misconfiguration',
      text: 'A wrong configuration is not covered while the connector behaves as designed.',
      examples: [
        'wrong or regenerated credentials',
        'missing stores',
        'missing weights',
        'missing or incomplete addresses',
        'no balance with a carrier that requires a funded account',
      ],
    },
    {
      key: 'remote-side',
      number: '2.6',
      title: 'ShipStation itself',
      text: 'Services that are not available on the ShipStation account, and outages of its API, are not covered.',
      examples: ['a service is not enabled on the account', 'the ShipStation API is down'],
    },
  ],
  // D10
  externalCause: {
    number: '2.7',
    text: 'When the cause turns out to be third-party code, the hosting, the environment, an outage of ShipStation or a rejection by the carrier, the work on it is not free. We can help through paid support or an engagement.',
  },
  // D11
  channels: [
    { key: 'helpdesk', text: 'Helpdesk: open a ticket, attach files and follow its status.' },
    { key: 'e-mail', text: 'E-mail: for long descriptions, logs and screenshots.' },
  ],
  // D12
  response: {
    number: '3.1',
    text: 'We answer within 24 hours on business days, Monday to Friday, not counting regional public holidays.',
    hours: 24,
    calendar: {
      timeZone: 'Europe/London',
      workdays: [1, 2, 3, 4, 5],
      region: { country: 'GB', state: 'ENG' },
      closed: [],
      open: [],
    },
  },
  // D13 to D21. D22 names four as critical, the first of them just "version". D13 and D14 ask for two; we read it as the module's,
  // which this product alone asks for: it begins with the platform's (17.0.1.2 is made for 17.0), so who names it names both, while
  // the platform's version does not tell which build of the module misbehaves.
  required: [
    {
      field: 'platformVersion',
      number: '4.1',
      level: 'wanted',
      label: 'Platform version',
      text: 'Tell us the version of the platform.',
      help: 'For example 17.0, as the about page of your platform shows it.',
    },
    {
      field: 'platformEdition',
      number: '4.2',
      level: 'wanted',
      label: 'Platform edition',
      text: 'Tell us the edition of the platform.',
      help: 'Enterprise or Community.',
    },
    {
      field: 'moduleVersion',
      number: '4.3',
      level: 'critical',
      label: 'Module version',
      text: 'Tell us the version of the connector module.',
      help: 'For example 17.0.1.2, as the list of installed modules shows it.',
    },
    {
      field: 'accountName',
      number: '4.4',
      level: 'critical',
      label: 'Account name',
      text: 'Tell us the Name of the ShipStation account.',
      help: 'As it stands on the account card. Never send us the API key or secret.',
    },
    {
      field: 'purchaseReference',
      number: '4.5',
      level: 'critical',
      label: 'Proof of purchase',
      text: 'Tell us the order or invoice number of the purchase.',
      help: 'It stands on the confirmation of the purchase.',
    },
    {
      field: 'description',
      number: '4.6',
      level: 'wanted',
      label: 'What happens',
      text: 'Describe what happens.',
      help: 'What you did, what you saw, and the exact text of any message.',
    },
    {
      field: 'expectedResult',
      number: '4.7',
      level: 'wanted',
      label: 'What should happen',
      text: 'Describe what you expected instead.',
      help: 'Point to the page of the documentation, if there is one.',
    },
    {
      field: 'stepsToReproduce',
      number: '4.8',
      level: 'critical',
      label: 'Steps to reproduce',
      text: 'Tell us the steps that lead to the problem, from a clean start.',
      help: 'Number them, beginning with the screen on which you start.',
    },
    {
      field: 'screenshots',
      number: '4.9',
      level: 'wanted',
      label: 'Screenshots or a recording',
      text: 'Attach screenshots or a recording of the screen.',
      help: 'Cover whatever is private.',
    },
    {
      field: 'logs',
      number: '4.10',
      level: 'wanted',
      label: 'Log entries',
      text: "Name the entries in the Logs of the account's card.",
      help: 'The names of the entries are enough.',
    },
    {
      field: 'orderReferences',
      number: '4.11',
      level: 'wanted',
      label: 'Orders or pickings',
      text: 'Name the sale orders or pickings concerned.',
      help: 'Their numbers, one each.',
    },
  ],
  // D22
  delayWarning: {
    number: '4',
    text: 'Include as much of this as possible. Without the module version, the account name, the proof of purchase and the steps to reproduce, the answer is delayed.',
  },
  // D23
  checklist: [
    {
      key: 'reproducible',
      number: '5.1',
      label: 'Reproducible',
      text: 'The problem can be reproduced on demand.',
      whenPossible: false,
      selfCheck: null,
    },
    {
      key: 'settings',
      number: '5.2',
      label: 'Settings match the guide',
      text: 'The settings of the account and of the delivery methods match the setup guide.',
      whenPossible: false,
      selfCheck: 'settings',
    },
    {
      key: 'credentials',
      number: '5.3',
      label: 'Key and secret valid',
      text: 'The API key and secret are still valid and have not been regenerated.',
      whenPossible: false,
      selfCheck: 'credentials',
    },
    {
      key: 'balance',
      number: '5.4',
      label: 'Carrier balance positive',
      text: 'The balance with the carrier is positive when the carrier requires a funded account.',
      whenPossible: false,
      selfCheck: 'balance',
    },
    {
      key: 'required-fields',
      number: '5.5',
      label: 'Required fields filled',
      text: 'Weight, addresses, store, service and package are filled on the order, the picking and the partner.',
      whenPossible: false,
      selfCheck: 'required-fields',
    },
    {
      key: 'jobs',
      number: '5.6',
      label: 'Jobs active',
      text: 'The automatic jobs concerned are active and have run at least once.',
      whenPossible: false,
      selfCheck: 'jobs',
    },
    {
      key: 'conflicts',
      number: '5.7',
      label: 'No conflicts',
      text: 'Conflicts with other shipping or marketplace modules are ruled out, where possible.',
      whenPossible: true,
      selfCheck: null,
    },
  ],
  // D24
  paidTracks: [
    {
      key: 'paid-support',
      number: '6.1',
      title: 'Paid support',
      text: 'For what free cover does not include, and for complex or urgent cases.',
    },
    {
      key: 'customization',
      number: '6.2',
      title: 'Customization',
      text: 'For fields, workflows and integrations of your own.',
    },
    {
      key: 'consultation',
      number: '6.3',
      title: 'Consultation',
      text: 'For architecture, rollout, several accounts and good practice.',
    },
  ],
  // D25
  onboarding: null,
  // D3: the connector is numbered like the platform it is made for.
  supportedPlatformVersions: ['16', '17', '18', '19'],
  supportedModuleVersions: ['16', '17', '18', '19'],
};
