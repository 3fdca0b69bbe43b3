/** Names to make people from: an invented person is a first and a last name of these. */
export const firstNames =
  `Aaliyah Adrian Agnes Akira Alma Amir Andrea Anika Arjun Astrid Beatriz Bilal Bruno Camila Carlos Cecilia
Chidi Clara Daniel Deepa Diego Dmitri Elena Elias Emeka Emil Esther Fatima Felix Fiona Florian Freya Gabriel Giulia
Hana Hassan Helena Hugo Ibrahim Ines Ingrid Isabel Ivan Jamal Jana Jonas Josefa Julian Kaito Karim Katya Kofi Lars Laura
Leila Leon Lucia Mai Marco Mariam Marta Mateo Mei Milan Mina Moritz Nadia Naomi Nikhil Nina Noah Oksana Olga Omar Oscar
Paula Petra Priya Rafael Rania Ravi Rosa Ruben Samira Sanna Selma Sergio Simone Sofia Stefan Tariq Teresa Thandi Tomas Uma
Vera Viktor Wanda Yara Yusuf Zofia`.split(/\s+/);

export const lastNames =
  `Abadi Abara Achterberg Adeyemi Almeida Andersson Aziz Baumann Becker Bianchi Borges Castellano Chandra Dahl
Delgado Eklund Engel Farouk Ferreira Fischer Fontaine Garza Ghosh Gruber Haddad Hakim Halvorsen Hansen Hayashi Horvat
Ibarra Iyer Jansen Jimenez Kaczmarek Kapoor Keita Kimura Kovacs Kruger Laurent Lindholm Lopes Maier Marchetti Mbeki
Mendoza Moreau Mukherjee Nakamura Navarro Ndiaye Nilsson Novak Obi Ochoa Okafor Olsen Ortega Osei Park Patel Pereira
Petrov Pinto Qureshi Rahman Ramos Reyes Rinaldi Rossi Sato Schmid Seidel Serrano Shah Silva Sokolov Soto Suzuki Svensson
Takeda Torres Vargas Vasquez Vogel Walsh Weber Wojcik Yamada Yilmaz Zapata Zimmermann`.split(/\s+/);

/** Private mailboxes that end up where a work account was meant. */
export const privateDomains = ['mail.example', 'post.example', 'inbox.example'];
