export const PLAIN_FIRST = [
  'Ines',
  'Ada',
  'Rui',
  'Moira',
  'Tom',
  'Greta',
  'Paul',
  'Nadia',
  'Owen',
  'Clara',
  'Hugo',
  'Elsie',
  'Marc',
  'Lena',
  'Ivan',
  'Rosa',
];
export const PLAIN_LAST = [
  'Ferro',
  'Moss',
  'Hart',
  'Lindqvist',
  'Baker',
  'Novak',
  'Keller',
  'Dubois',
  'Okafor',
  'Rossi',
  'Byrne',
  'Sato',
  'Walsh',
  'Petrov',
  'Jensen',
  'Costa',
];
export const WORLD_FIRST = [
  'Zoë',
  'Łukasz',
  'Søren',
  'Chloé',
  '美咲',
  'Иван',
  'محمد',
  "D'Arcy",
  'Nguyễn',
  'Γιώργος',
  'Anne-Marie',
  'José',
  'Ğülşen',
  '小明',
  'Björk',
  'Siobhán',
];
export const WORLD_LAST = [
  'Müller',
  "O'Neill",
  '田中',
  'Żółć',
  'Петров',
  'الصباح',
  'García y Vega',
  'Þórsdóttir',
  'Papadópoulos',
  'van der Berg',
  'Nguyễn',
  '王',
  'Ångström',
  'Ionescu',
  'Smith & Sons',
  'Çelik',
];
export const COMPANIES = [
  'Harbour Lamps Ltd',
  'Nordlicht GmbH & Co. KG',
  'Société Générale d’Éclairage',
  'Smith & "Sons"',
  '株式会社ライト',
  'ООО «Свет»',
  'A'.repeat(120),
];

export interface Place {
  country: string;
  iso2: string;
  city: string;
  state: string;
  zip: string;
  street: string;
  phone: string;
}

export const PLACES: readonly Place[] = [
  place('United Kingdom', 'GB', 'Edinburgh', 'Midlothian', 'EH6 6SW', 'Shore Place', '0131 555 0190'),
  place('United Kingdom', 'GB', 'London', 'Greater London', 'E1 6AN', 'Brick Lane', '020 7946 0101'),
  place('United States', 'US', 'Austin', 'Texas', '78726', 'Main Street', '+1 512-555-0123'),
  place('United States', 'US', 'New York', 'New York', '10001', 'W 31st St', '(212) 555-0100'),
  place('Germany', 'DE', 'Köln', 'Nordrhein-Westfalen', '50667', 'Große Straße', '+49 221 5550100'),
  place('France', 'FR', 'Orléans', 'Loiret', '45000', 'Rue de l’Église', '+33 2 55 50 01 00'),
  place('Japan', 'JP', '東京', '東京都', '100-0001', '千代田', '+81 3-5550-0100'),
  place('Kuwait', 'KW', 'Kuwait City', 'Al Asimah', '13001', 'Gulf Road', '+965 2255 0100'),
  place('Ireland', 'IE', 'Dún Laoghaire', 'Dublin', 'A96 X7Y2', 'Marine Road', '+353 1 555 0100'),
  place('Poland', 'PL', 'Łódź', 'Łódzkie', '90-001', 'Piotrkowska', '+48 42 555 01 00'),
  place('Canada', 'CA', 'Montréal', 'Quebec', 'H2Y 1C6', 'Rue Saint-Paul', '+1 514-555-0100'),
  place('Brazil', 'BR', 'São Paulo', 'São Paulo', '01310-100', 'Avenida Paulista', '+55 11 5555-0100'),
];

function place(
  country: string,
  iso2: string,
  city: string,
  state: string,
  zip: string,
  street: string,
  phone: string,
): Place {
  return { country, iso2, city, state, zip, street, phone };
}
