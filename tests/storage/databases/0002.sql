-- The rows of a database with schema 0002, as the version that made it wrote them; in SQL that both databases take.
INSERT INTO audit (id, op, wie, kanaal, wat, client, bij, vervallen)
VALUES (1, '2026-03-02 09:00:00.250000', 'km1', 'tg', 'terug', 'K-7Q4FNP', 'd2', '{"Q1": "ja"}');
INSERT INTO audit (id, op, wie, kanaal, wat, client, bij, vervallen)
VALUES (2, '2026-03-02 09:00:00.250000', NULL, 'huis', 'opgestart', NULL, NULL, 'null');
INSERT INTO client (code, gemeentecode, sinds)
VALUES ('K-2BCDFG', '0344', '2025-05-06 09:00:00.250000');
INSERT INTO client (code, gemeentecode, sinds)
VALUES ('K-3HJKLM', '0344', '2025-05-06 09:00:00.250000');
INSERT INTO client (code, gemeentecode, sinds)
VALUES ('K-7Q4FNP', '0344', '2025-05-06 09:00:00.250000');
INSERT INTO gemeentecode (code, naam, van, tot, opvolger)
VALUES ('0301', 'Vroeger', '1900-01-01', '2020-01-01', '0344');
INSERT INTO gemeentecode (code, naam, van, tot, opvolger)
VALUES ('0344', 'Voorbeeld', '1900-01-01', NULL, NULL);
INSERT INTO gezien (channel, key, op, fout)
VALUES ('tg', '9001', '2026-03-02 09:00:00.250000', NULL);
INSERT INTO gezien (channel, key, op, fout)
VALUES ('tg', '9002', '2026-03-02 09:00:00.250000', 'A17');
INSERT INTO hartslag (naam, op)
VALUES ('p1', '2026-03-02 09:00:00.250000');
INSERT INTO organisatie (id, naam, test)
VALUES ('eigen', 'Gemeente Voorbeeld', (1 = 1));
INSERT INTO tempo (naam, vrij)
VALUES ('tg', '2026-03-02 09:00:00.250000');
INSERT INTO afdeling (id, naam, organisatie)
VALUES ('Werk en inkomen', 'Werk en inkomen', 'eigen');
INSERT INTO stand (client, meetmoment, datum, positie, groei, gepland, uiterste, inkomen, vrijstelling_arbeidsplicht, instrument_lopend, instrument_inzet)
VALUES ('K-2BCDFG', 'm2', '2025-06-02', 3, 'PLUS', '2025-12-02', '2026-06-02', 'bijstand', NULL, NULL, 'ja');
INSERT INTO stand (client, meetmoment, datum, positie, groei, gepland, uiterste, inkomen, vrijstelling_arbeidsplicht, instrument_lopend, instrument_inzet)
VALUES ('K-7Q4FNP', 'm1', '2025-06-02', 4, 'NUL', '2026-04-01', '2026-06-02', 'bijstand', NULL, NULL, 'ja');
INSERT INTO termijn (client, herinneren, stap, sluimert_tot)
VALUES ('K-2BCDFG', '2025-11-18', NULL, NULL);
INSERT INTO termijn (client, herinneren, stap, sluimert_tot)
VALUES ('K-7Q4FNP', '2026-03-18', NULL, '2026-03-09');
INSERT INTO team (id, naam, afdeling)
VALUES ('t1', 'Team Noord', 'Werk en inkomen');
INSERT INTO functionaris (id, label, rol, team, taal, vanaf, tot, voorkeur, stil_van, stil_tot)
VALUES ('bh1', 'beheerder 1', 'beheerder', NULL, NULL, '2025-01-26 09:00:00.250000', NULL, NULL, NULL, NULL);
INSERT INTO functionaris (id, label, rol, team, taal, vanaf, tot, voorkeur, stil_van, stil_tot)
VALUES ('km1', 'klantmanager 1', 'klantmanager', 't1', NULL, '2025-01-26 09:00:00.250000', NULL, '08:30', '18:00', '07:00');
INSERT INTO functionaris (id, label, rol, team, taal, vanaf, tot, voorkeur, stil_van, stil_tot)
VALUES ('km2', 'klantmanager 2', 'klantmanager', 't1', 'en', '2025-01-26 09:00:00.250000', NULL, NULL, NULL, NULL);
INSERT INTO functionaris (id, label, rol, team, taal, vanaf, tot, voorkeur, stil_van, stil_tot)
VALUES ('tl1', 'teamleider 1', 'teamleider', 't1', NULL, '2025-01-26 09:00:00.250000', NULL, NULL, NULL, NULL);
INSERT INTO account (address, functionaris, sinds, dicht)
VALUES ('4001', 'km1', '2026-03-02 09:00:00.250000', NULL);
INSERT INTO afwezigheid (id, functionaris, vervanger, van, tot, door, op, ingetrokken)
VALUES ('a1', 'km1', 'km2', '2026-03-09', '2026-03-16', 'tl1', '2026-03-02 09:00:00.250000', NULL);
INSERT INTO bericht (id, sleutel, aan, sjabloon, params, prioriteit, vanaf, geldig_tot, status, pogingen, eigenaar, lease_tot, fout, gemaakt, verzonden, gelezen)
VALUES (1, 'overdracht:o1', 'km2', 'takeover', '{"overdracht": "o1"}', 5, '2026-03-02 09:00:00.250000', '2026-03-20 09:00:00.250000', 'open', 0, 'p1', '2026-03-02 09:01:00.250000', NULL, '2026-03-02 09:00:00.250000', NULL, NULL);
INSERT INTO bericht (id, sleutel, aan, sjabloon, params, prioriteit, vanaf, geldig_tot, status, pogingen, eigenaar, lease_tot, fout, gemaakt, verzonden, gelezen)
VALUES (2, 'digest:km1:2026-03-02', 'km1', 'digest', '{"own": [["K-7Q4FNP", "2026-03-02"]], "team": []}', 9, '2026-03-02 09:00:00.250000', NULL, 'open', 0, NULL, NULL, NULL, '2026-03-02 09:00:00.250000', NULL, NULL);
INSERT INTO dialogue (id, functionaris, client, flow, version, answers, earlier, corrigeert, reden, status, meetmoment, geopend, gewijzigd, bevestiging, steekproef)
VALUES ('d1', 'km2', 'K-3HJKLM', 'stroomschema', '3', '{"P0": "ja", "Q1": "nee"}', '{"uitslag": "2"}', NULL, NULL, 'open', NULL, '2026-03-02 09:00:00.250000', '2026-03-02 09:00:00.250000', NULL, NULL);
INSERT INTO dialogue (id, functionaris, client, flow, version, answers, earlier, corrigeert, reden, status, meetmoment, geopend, gewijzigd, bevestiging, steekproef)
VALUES ('d2', 'km1', 'K-7Q4FNP', 'direct', '3', '{"positie": "4"}', '{}', 'm1', 'verkeerde_knop', 'finished', 'm1', '2026-03-02 09:00:00.250000', '2026-03-02 09:04:00.250000', NULL, NULL);
INSERT INTO instelling (id, naam, waarde, door, op)
VALUES (1, 'gemeente.vier_ogen', 'alles', 'bh1', '2026-03-02 09:00:00.250000');
INSERT INTO instelling (id, naam, waarde, door, op)
VALUES (2, 'gemeente.vier_ogen', NULL, NULL, '2026-03-03 09:00:00.250000');
INSERT INTO invite (token, rol, label, team, functionaris, door, tot, gebruikt)
VALUES ('hash-of-a-link', 'klantmanager', '', NULL, 'km1', 'bh1', '2026-03-03 09:00:00.250000', '2026-03-02 09:00:00.250000');
INSERT INTO invite (token, rol, label, team, functionaris, door, tot, gebruikt)
VALUES ('hash-of-an-invitation', 'controleur', 'controleur 1', 't1', NULL, 'bh1', '2026-03-05 09:00:00.250000', NULL);
INSERT INTO meetmoment (id, versie, client, datum, geregistreerd, actie, status, reden, positie, groei, verwachte_trede, reden_uit_beeld, inkomen, aanvullende_uitkering, startkwalificatie, inburgeringsplichtig, inburgeringsbehoeftig, laaggeletterd, vrijstelling_arbeidsplicht, vrijstelling_inburgeringsplicht, instrument_lopend, instrument_inzet, lokaal, antwoorden, gepland, uiterste, methode, regelversie, taal, door, team, gemeentecode, bevestiging, steekproef, gecontroleerd_door)
VALUES ('m1', 1, 'K-7Q4FNP', '2025-06-02', '2025-06-05 09:00:00.250000', 'nieuw', 'definitief', NULL, 3, 'PLUS', 4, NULL, 'bijstand', NULL, NULL, NULL, NULL, 'nee', NULL, NULL, NULL, 'ja', '{"lokaal_wijk": "noord"}', '{"Q1": "nee", "Q2": "ja"}', '2025-12-02', '2026-06-02', 'stroomschema', '2026.1', 'nl', 'km1', 't1', '0344', NULL, NULL, NULL);
INSERT INTO meetmoment (id, versie, client, datum, geregistreerd, actie, status, reden, positie, groei, verwachte_trede, reden_uit_beeld, inkomen, aanvullende_uitkering, startkwalificatie, inburgeringsplichtig, inburgeringsbehoeftig, laaggeletterd, vrijstelling_arbeidsplicht, vrijstelling_inburgeringsplicht, instrument_lopend, instrument_inzet, lokaal, antwoorden, gepland, uiterste, methode, regelversie, taal, door, team, gemeentecode, bevestiging, steekproef, gecontroleerd_door)
VALUES ('m1', 2, 'K-7Q4FNP', '2025-06-02', '2025-06-06 09:00:00.250000', 'correctie', 'definitief', 'verkeerde_knop', 4, 'NUL', NULL, NULL, 'bijstand', NULL, NULL, NULL, NULL, 'nee', NULL, NULL, NULL, 'ja', '{"lokaal_wijk": "noord"}', '{"Q1": "nee", "Q2": "ja"}', '2025-12-02', '2026-06-02', 'stroomschema', '2026.1', 'nl', 'km1', 't1', '0344', NULL, NULL, NULL);
INSERT INTO meetmoment (id, versie, client, datum, geregistreerd, actie, status, reden, positie, groei, verwachte_trede, reden_uit_beeld, inkomen, aanvullende_uitkering, startkwalificatie, inburgeringsplichtig, inburgeringsbehoeftig, laaggeletterd, vrijstelling_arbeidsplicht, vrijstelling_inburgeringsplicht, instrument_lopend, instrument_inzet, lokaal, antwoorden, gepland, uiterste, methode, regelversie, taal, door, team, gemeentecode, bevestiging, steekproef, gecontroleerd_door)
VALUES ('m2', 1, 'K-2BCDFG', '2025-06-02', '2026-02-10 09:00:00.250000', 'nieuw', 'te_controleren', NULL, 3, 'PLUS', 4, NULL, 'bijstand', NULL, NULL, NULL, NULL, 'nee', NULL, NULL, NULL, 'ja', '{"lokaal_wijk": "noord"}', '{"Q1": "nee", "Q2": "ja"}', '2025-12-02', '2026-06-02', 'stroomschema', '2026.1', 'en', 'km1', 't1', '0344', NULL, NULL, NULL);
INSERT INTO meetmoment (id, versie, client, datum, geregistreerd, actie, status, reden, positie, groei, verwachte_trede, reden_uit_beeld, inkomen, aanvullende_uitkering, startkwalificatie, inburgeringsplichtig, inburgeringsbehoeftig, laaggeletterd, vrijstelling_arbeidsplicht, vrijstelling_inburgeringsplicht, instrument_lopend, instrument_inzet, lokaal, antwoorden, gepland, uiterste, methode, regelversie, taal, door, team, gemeentecode, bevestiging, steekproef, gecontroleerd_door)
VALUES ('m2', 2, 'K-2BCDFG', '2025-06-02', '2026-02-11 09:00:00.250000', 'nieuw', 'definitief', NULL, 3, 'PLUS', 4, NULL, 'bijstand', NULL, NULL, NULL, NULL, 'nee', NULL, NULL, NULL, 'ja', '{"lokaal_wijk": "noord"}', '{"Q1": "nee", "Q2": "ja"}', '2025-12-02', '2026-06-02', 'stroomschema', '2026.1', 'en', 'km1', 't1', '0344', NULL, NULL, 'tl1');
INSERT INTO meetmoment (id, versie, client, datum, geregistreerd, actie, status, reden, positie, groei, verwachte_trede, reden_uit_beeld, inkomen, aanvullende_uitkering, startkwalificatie, inburgeringsplichtig, inburgeringsbehoeftig, laaggeletterd, vrijstelling_arbeidsplicht, vrijstelling_inburgeringsplicht, instrument_lopend, instrument_inzet, lokaal, antwoorden, gepland, uiterste, methode, regelversie, taal, door, team, gemeentecode, bevestiging, steekproef, gecontroleerd_door)
VALUES ('m3', 1, 'K-2BCDFG', '2026-02-02', '2026-02-27 09:00:00.250000', 'nieuw', 'definitief', NULL, 9, NULL, NULL, 'werk', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', '{}', NULL, NULL, 'direct', '2026.1', 'nl', 'km2', 't1', '0344', 'gewijzigd', 'Q2', NULL);
INSERT INTO meetmoment (id, versie, client, datum, geregistreerd, actie, status, reden, positie, groei, verwachte_trede, reden_uit_beeld, inkomen, aanvullende_uitkering, startkwalificatie, inburgeringsplichtig, inburgeringsbehoeftig, laaggeletterd, vrijstelling_arbeidsplicht, vrijstelling_inburgeringsplicht, instrument_lopend, instrument_inzet, lokaal, antwoorden, gepland, uiterste, methode, regelversie, taal, door, team, gemeentecode, bevestiging, steekproef, gecontroleerd_door)
VALUES ('m3', 2, 'K-2BCDFG', '2026-02-02', '2026-02-28 09:00:00.250000', 'intrekking', 'definitief', 'verkeerde_client', 9, NULL, NULL, 'werk', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', '{}', NULL, NULL, 'direct', '2026.1', 'nl', 'km2', 't1', '0344', 'gewijzigd', 'Q2', NULL);
INSERT INTO overdracht (id, van, aan, client, datum, status, door, op, besloten)
VALUES ('o1', 'km1', 'km2', 'K-2BCDFG', '2026-03-20', 'aanvaard', 'km1', '2026-03-02 09:00:00.250000', '2026-03-02 10:00:00.250000');
INSERT INTO plaatsing (id, client, instrument, partner, van, tot, door, op)
VALUES ('pl1', 'K-7Q4FNP', 'werkstage', 'Werkplein', '2026-01-05', '2026-02-27', 'km1', '2026-03-02 09:00:00.250000');
INSERT INTO planning (id, client, meetmoment, gepland, reden, door, op)
VALUES (1, 'K-7Q4FNP', 'm1', '2026-04-01', 'ziekte', 'km1', '2026-03-02 09:00:00.250000');
INSERT INTO toewijzing (id, client, functionaris, van, tot)
VALUES (1, 'K-7Q4FNP', 'km1', '2025-01-06', NULL);
INSERT INTO toewijzing (id, client, functionaris, van, tot)
VALUES (2, 'K-2BCDFG', 'km1', '2025-01-06', '2026-03-20');
INSERT INTO toewijzing (id, client, functionaris, van, tot)
VALUES (3, 'K-3HJKLM', 'km2', '2025-01-06', NULL);
INSERT INTO toewijzing (id, client, functionaris, van, tot)
VALUES (4, 'K-2BCDFG', 'km2', '2026-03-20', NULL);
INSERT INTO websession (token, functionaris, tot)
VALUES ('hash-of-a-session', 'km2', '2026-03-02 21:00:00.250000');
INSERT INTO chat (id, channel, address, functionaris, taal, route, dialogue, notice, revision, shown, message, fresh)
VALUES (1, 'tg', '4001', 'km1', 'nl', 'home', NULL, NULL, 0, 1, 77, (1 = 0));
INSERT INTO chat (id, channel, address, functionaris, taal, route, dialogue, notice, revision, shown, message, fresh)
VALUES (2, 'web', 'km2', 'km2', 'en', 'step', 'd1', 'saved', 2, 0, NULL, (1 = 0));
