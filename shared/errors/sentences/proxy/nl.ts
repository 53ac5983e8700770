import type { ProxySentences } from '../sentence.ts';

/** Dutch. */
export const proxyNl: ProxySentences = {
  PROXY_UNREACHABLE: {
    title: 'De proxy is niet bereikbaar',
    help: 'Berichten wachten en worden bezorgd zodra hij terug is. Vraag de beheerder van de proxy of hij draait en controleer het adres in de configuratie[: {{value}}].',
  },
  PROXY_CERTIFICATE: {
    title: 'Het certificaat van de proxy wordt niet vertrouwd',
    help: 'Er gaat niets doorheen, dus berichten wachten. Noem in de configuratie de autoriteit van het eigen certificaat van de proxy (veld ca)[: {{value}}].',
  },
  PROXY_AUTHENTICATION: {
    title: 'De proxy vraagt een gebruikersnaam en wachtwoord',
    help: 'Berichten wachten. Vul ze in de configuratie in, of verbeter ze als ze er al staan[: {{value}}].',
  },
  PROXY_REFUSED: {
    title: 'De proxy laat deze verbinding niet door',
    help: 'Berichten wachten. Vraag de beheerder van de proxy de host op poort 443 toe te laten; bij 502 of 504 kan de proxy de host zelf niet bereiken[. Nu: {{value}}].',
  },
  PROXY_BROKEN: {
    title: 'De proxy antwoordde niet zoals een proxy doet',
    help: 'Berichten wachten. Controleer of het adres in de configuratie van een proxy is en of http of https klopt; hij kan de verbinding ook hebben verbroken[: {{value}}].',
  },
  PAC_UNREADABLE: {
    title: 'Het PAC-bestand kan niet worden gelezen',
    help: 'Welke proxy nodig is, is niet bekend, dus berichten wachten. Vraag de beheerder van het bestand of het er staat en controleer het adres in de configuratie[: {{value}}].',
  },
  PAC_FAILED: {
    title: 'Het PAC-bestand bevat een fout',
    help: 'Welke proxy nodig is, is niet bekend, dus berichten wachten. Het moet een script zijn met een functie FindProxyForURL die binnen twee seconden antwoordt. Vraag de beheerder van het bestand[: {{value}}].',
  },
  PAC_UNUSABLE: {
    title: 'Het PAC-bestand noemt geen bruikbare weg',
    help: 'Berichten wachten. De relay gaat rechtstreeks of via HTTP- en HTTPS-proxy’s, niet via SOCKS. Vraag de beheerder van het bestand zo’n weg voor deze host te noemen[: {{value}}].',
  },
  WAY_HOST_UNREACHABLE: {
    title: 'De host zelf is niet bereikt',
    help: 'Er is niets verstuurd, dus berichten ernaartoe wachten. Vraag de beheerder van het netwerk of de proxy of deze computer hem op poort 443 mag aanroepen[: {{value}}].',
  },
  PROXY_NOT_SUPPORTED: {
    title: 'Dit soort proxy kan niet worden gebruikt',
    help: 'De relay start niet. Hij werkt met HTTP- en HTTPS-proxy’s, niet met SOCKS. Noem zo’n proxy in de configuratie[; gevonden: {{value}}].',
  },
  PROXY_SETTING_INVALID: {
    title: 'Een proxy-instelling bevat een fout',
    help: 'De relay start niet. Het moet een adres zijn als http://proxy.example.com:8080. Verbeter het en start opnieuw[: {{value}}].',
  },
};
