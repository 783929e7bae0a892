import type { SupportPolicy } from '../policy.js';

/**
 * The support policy of the BigCommerce connector as the hub is seeded with it (column BigCommerce of D1 to D26). It is a document
 * that reads alone: what it shares with another product's policy is repeated, since each is published and changed by itself.
 */
export const bigcommercePolicy: SupportPolicy = {
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
  // D26
  versionCover: {
    number: '1.4',
    text: 'From version 13 on, each version of the connector is sold by itself. Cover belongs to one purchase and to the version that was bought with it.',
  },
  // D4 to D9
  exclusions: [
    {
      key: 'third-party',
      number: '2.1',
      title: 'Third-party modules',
      text: 'Problems that a module of somebody else causes or triggers are not covered.',
      examples: [
        'another marketplace module changes the same orders',
        'the problem is gone once the other module is uninstalled',
      ],
    },
    {
      key: 'customization',
      number: '2.2',
      title: 'Customization',
      text: 'Customization of the connector, or of the platform and BigCommerce configuration it relies on, beyond our guidance is not covered.',
      examples: ['the code of the connector was changed', 'an order workflow of your own replaces the documented one'],
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
        'a firewall blocks calls to BigCommerce',
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
        'wrong or revoked credentials',
        'missing API scopes',
        'wrong locations',
        'wrong order statuses',
        'wrong instance settings',
      ],
    },
    {
      key: 'remote-side',
      number: '2.6',
      title: 'BigCommerce itself',
      text: 'What the BigCommerce API does not offer, or fails to do, is not covered.',
      examples: ['the API does not accept a field', 'the API has no such operation'],
    },
  ],
  // D10
  externalCause: {
    number: '2.7',
    text: 'When the cause turns out to be third-party code, the hosting or the environment, the work on it is not free. We can help through paid support or an engagement.',
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
  // D13, D15 to D20; D14 and D21 are not asked for here. D22 names the four that are critical.
  required: [
    {
      field: 'platformVersion',
      number: '4.1',
      level: 'critical',
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
      field: 'storeHash',
      number: '4.3',
      level: 'critical',
      label: 'Store hash',
      text: 'Tell us the hash of the BigCommerce store.',
      help: 'The part after "store-" in the address of the control panel, https://store-<hash>.mybigcommerce.com. Never send us the access token.',
    },
    {
      field: 'storefrontUrl',
      number: '4.4',
      level: 'wanted',
      label: 'Storefront URL',
      text: 'Tell us the address of the storefront.',
      help: 'For example https://www.example.com.',
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
      label: 'Logs',
      text: 'Attach the logs from Queues ‣ Logs, if available.',
      help: 'Copy the entries as text, or attach them as a file.',
    },
  ],
  // D22
  delayWarning: {
    number: '4',
    text: 'Include as much of this as possible. Without the platform version, the store hash, the proof of purchase and the steps to reproduce, the answer is delayed.',
  },
  // D23
  checklist: [
    {
      key: 'reproducible',
      number: '5.1',
      label: 'Reproducible',
      text: 'The problem can be reproduced on demand, or the report says under which conditions it appears.',
      whenPossible: false,
      selfCheck: null,
    },
    {
      key: 'settings',
      number: '5.2',
      label: 'Settings match the guide',
      text: 'The settings of the instance match the setup guide.',
      whenPossible: false,
      selfCheck: 'settings',
    },
    {
      key: 'scopes',
      number: '5.3',
      label: 'All scopes granted',
      text: 'The API account has every scope that the setup guide lists.',
      whenPossible: false,
      selfCheck: 'scopes',
    },
    {
      key: 'token',
      number: '5.4',
      label: 'Access token valid',
      text: 'The access token is valid.',
      whenPossible: false,
      selfCheck: 'credentials',
    },
    {
      key: 'conflicts',
      number: '5.5',
      label: 'No conflicts',
      text: 'Conflicts with other marketplace or shipping modules are ruled out, where possible.',
      whenPossible: true,
      selfCheck: null,
    },
    {
      key: 'jobs',
      number: '5.6',
      label: 'Jobs active',
      text: 'The automatic jobs concerned are active and have run at least once.',
      whenPossible: false,
      selfCheck: 'jobs',
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
      text: 'For architecture, rollout, several stores and good practice.',
    },
  ],
  // D25
  onboarding: {
    number: '7',
    text: 'Each purchase includes one free session of 60 to 90 minutes with a shared screen: credentials, configuration, the first import and going live.',
  },
  // D3, D26: the connector is numbered like the platform it is made for.
  supportedPlatformVersions: ['16', '17', '18', '19'],
  supportedModuleVersions: ['16', '17', '18', '19'],
};
