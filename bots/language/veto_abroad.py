"""The same turns of speech in German, Spanish, Portuguese, French, Italian, Russian and Turkish. See `veto_kinds`.

People who command in English doubt, put off, take back and joke in their own language.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ABROAD"]

ABROAD: Final = (
    # German
    """
    was (meinst|denkst|sagst|haltst|meint|denkt|wurdest|wuerdest) (du|ihr|sie); was haltst du davon; meinst du;
    deine meinung; eure meinung; gute idee (?|oder|$); schlechte idee; soll ich; sollte ich; sollen wir; lohnt sich
    (das|es); ist das (klug|schlau|dumm|gut|sinnvoll|okay|ok|verruckt); oder (nicht|lieber|doch|soll|warten|eher|
    was|ist|zu|spinn|bin); oder ?; oder $; ja oder nein; wenn (meine|mein|die|der|das|du|ich|es|er|sie|wir|mama|
    papa|chef|man|ihr|alles|nur) _; falls (meine|mein|die|der|das|du|ich|es|er|sie|wir); sofern; vorausgesetzt; muss
    (erst|noch|ich|meine|mal) (|noch|erst|mal) (fragen|uberlegen|schlafen|nachdenken|meine|meinen|den|die|mit|
    klaren|checken|schauen); (frage|frag) (erst|mal|meine|meinen|noch); mit (erlaubnis|zustimmung|einverstandnis);
    (nicht|noch nicht|aber nicht|jetzt nicht|heute nicht|doch nicht|lieber nicht|besser nicht|bitte nicht) (,|$|
    jetzt|heute|sofort|machen|kaufen|verkaufen|ausfuhren|gleich|mehr|so); noch nicht; doch nicht; lieber nicht;
    besser nicht; aber (erst|nicht|spater|morgen|nur wenn|noch|vielleicht|lieber); erst (morgen|spater|wenn|nachste|
    nachsten|am|im|mal|nach|ab|heute abend|in); (morgen|ubermorgen|spater|irgendwann|demnachst|gleich|nachher|bald|
    heute abend|nachste woche|nachsten monat|nachstes jahr|am montag|am freitag|am wochenende) (,|$|fruh|mal|
    vielleicht|dann|erst|bitte|oder|lieber|$); @B (spater|morgen|ubermorgen|irgendwann|demnachst|nachher|vielleicht|
    eventuell|moglicherweise|wahrscheinlich); vielleicht; eventuell; eines tages; (erinner|erinnere) mich;
    merkzettel; notiz; muss (ich|) (noch|) (druber|daruber|eine nacht) schlafen; eine nacht (druber|daruber);
    (weiss|weis) (nicht|noch nicht|ich nicht|nich); weiß (nicht|noch nicht); keine ahnung; unsicher; bin (mir|)
    (nicht|noch nicht|unsicher|un) (sicher|schlussig|ganz); (uberlege|uberleg|uberlegen|grubel|zogere|zweifel|
    zweifle); ich (glaub|glaube|denke|uberlege|wollte|hatte|wurde|wuerde|konnte|sollte|habe|hab|werde|traume|
    wunsche|meinte|meine|frage); hatte ich; war (ein|nur|nicht|mein|meine|das|der|die|doch|bloss) (scherz|witz|
    spass|versehen|fehler|test|quatsch|gemeint|ernst|kind|sohn|tochter|katze|hund|falsch|falscher|spasschen|so
    gemeint|test nur|plan|idee|traum); (scherz|spass|witz|quatsch|blodsinn|unsinn|kleiner scherz) (,|$|beiseite
    nicht|war|nur|muss); nur (spass|ein|so|zum|scherz|test|mal|getestet|beispiel|gedacht) (,|$|scherz|witz|test|
    spass|beispiel|testen|probieren|so|gedanke|traum); (vergiss|vergesst|vergessen) (es|das|sie|was|dass|den);
    vergiss; (ignorier|ignoriere|ignorieren); (falsch|falscher|falsche|falsches) (geschickt|gesendet|chat|getippt|
    gedruckt|fenster|gruppe|person|nummer|,|$|kanal|taste|verstanden|eingegeben); (verklickt|vertippt|verschrieben|
    versehentlich|aus versehen|irrtum|irrtumlich|versehen); ups; hoppla; huch; mist ,; (nein|ne|nee|noe) (,|$|doch|
    warte|stopp|danke|lieber|nicht|halt|sorry|quatsch); (warte|wart) (mal|noch|doch|kurz|bis|,|$); moment mal; halt
    (mal|stopp); stopp (,|$); doch lieber; zuruck bitte; (streich|streiche|loschen|losch) das; (sagt|sagte|meint|
    meinte|schreibt|schrieb|erzahlt|ruft|behauptet|rat|empfiehlt|will|wollte|sagen|raten|meinen) (mein|meine|der|
    die|das|er|sie|man|immer|mir|alle|meiner|nachbar|~|, ~|,|$); (mein|meine|der|die) (chef|frau|mann|bruder|
    schwester|vater|mutter|nachbar|freund|freundin|kollege|kollegin|opa|oma|berater|onkel|tante|sohn|tochter) (sagt|
    sagte|meint|meinte|will|wollte|rat|schreibt|schrieb|immer|hat gesagt|ruft); laut (meinem|meiner|dem|der|bild|
    spiegel|internet|zeitung|einem|einer); angeblich; (zum|als|nur ein) (beispiel|test|spass|scherz); z , b; zb ~;
    beispielsweise; sozusagen; in (meinen|deinen) traumen; im traum; traum weiter; schon war; schon wars;
    wunschdenken; wenn ich (reich|gross|mal|erst|konnte|hatte|wieder|nur|zeit); hatte ich (nur|mal|bloss); (frueher|
    fruher|damals|gestern|letzte woche|letztes jahr|letzten monat); im spiel; im monopoly; spielgeld; (so ein|was
    fur ein) (witz|quatsch|blodsinn); ja klar; na klar ,; ja genau ,; haha ja; (super|tolle|geniale|klasse|toller|
    genialer) (idee|plan); kein geld; (schatz|mama|papa|oma|opa|schatzi|liebling|leute|jungs|bruder|alter|digga) (,|
    kauf|verkauf|kannst); kannst du; (kauf|verkauf|kaufe|verkaufe) (du|ihr|dir|deine|deinen); und (dann|danach|auch|
    noch|meine niere|zuruck|das gleiche|dasselbe) (|die|auch|wieder|halfte|noch|alles|den) (halfte|zuruck|niere|
    gleiche|rest|auch|alles|fur|mit); das (gleiche|selbe) (mit|fur); dasselbe (mit|fur); niemals; nie (im leben|
    wieder|und nimmer); auf keinen fall; wette (,|verloren|dass); wetten
    """,
    # Spanish and Portuguese
    """
    que (opinas|piensas|te parece|crees|dices|harias|opinan|piensan|os parece|me dices|me aconsejas|tal|te parece
    si); tu opinion; tu opiniao; (buena|mala|boa|ma) (idea|ideia) (?|o|ou|$|no|nao|,); (deberia|debo|debemos|puedo|
    podria|devo|deveria|posso|devia) (|yo|eu|esperar|vender|comprar|~|mesmo|o no); vale la pena; vale a pena; tiene
    sentido; faz sentido; (si|se) (mi|mis|mia|meu|minha|la|el|o|a|tu|te|yo|eu|me|no|dios|deus|papa|mama|a mi|todo|
    tudo|puedo|pudiera|tuviera|fuera|gano|ganara|der|deixar|for|ele|ela|esta bien|quieres|quiser|lo permite|esposa|
    marido) _; (esposa|marido|jefe|chefe|mujer|mulher|madre|mae|padre|pai) (dice|diz|quiere|quer|acepta|aceitar|
    deja|deixar|permite|esta); con (permiso|la bendicion); com (permissao|a bencao); (tengo|tenho) que (preguntar|
    pensar|consultar|perguntar|ver|dormir|hablar|falar); (preciso|necesito) (perguntar|pensar|consultar|preguntar|
    dormir|tiempo|hablar|falar); dejame (pensar|ver|consultar|dormir|preguntar|hablar); deixa eu (pensar|ver|
    perguntar); (manana|amanha|mas tarde|mais tarde|luego|despues|depois|pronto|algun dia|um dia|logo|otro dia|outro
    dia|la proxima|proxima semana|semana que vem|el lunes|na segunda|el viernes|na sexta|en un rato|daqui a pouco|
    hoy no|hoje nao|todavia no|aun no|ainda nao|agora nao|ahora no|por ahora no|esta noche|hoje a noite|cuando
    llegue|cuando vuelva|cuando pueda|cuando tenga|cuando cobre|cuando sea|quando chegar|quando voltar|quando puder|
    quando tiver|quando receber|quando for); (quizas|quiza|tal vez|talvez|a lo mejor|acaso|puede ser|pode ser|puede
    que|capaz|de repente|ojala|tomara|oxala); (no se|nao sei|sei la|ni idea|no lo se|no estoy seguro|no estoy
    segura|nao tenho certeza|nao estou certo|dudo|duvido|estoy dudando|lo dudo|indeciso|indecisa|nao tenho a
    certeza|sin saber); o (no|mejor|espero|quizas|tal vez|sera|deberia|que) (,|$|se|lo|no|espero|vendo|~|?|esperar|
    aguanto|mas); ou (nao|melhor|espero|talvez|sera|nem|deixa); (es|era|fue|foi|e) (broma|una broma|un chiste|
    chiste|brincadeira|zoeira|piada|uma piada|mentira|un error|un ejemplo|um exemplo|um erro|uma brincadeira|de
    mentira|mi hijo|mi gato|meu filho|meu gato|sin querer|sem querer|prueba|una prueba|um teste|teste); (broma|
    bromita|bromeo|bromeando|brincadeira|brinks|zoeira|zoando|brincando|jajaja no|mentira|mentirita) (,|$|jaja|haha|
    kkk|jajaja|lol); (perdon|perdona|disculpa|desculpa|desculpe|foi mal|lo siento|ay) (,|$|no|me|era|error|chat|fue|
    foi|equivoque|errei|chat equivocado); (me equivoque|equivocado|equivocada|equivoque|equivoco|errei|me enganei|
    engano|sin querer|sem querer|por error|por engano|por equivocacion|chat errado|grupo errado|chat equivocado|
    numero equivocado|mensaje equivocado|janela errada); (olvidalo|olvida|olviden|olvidate|ignora|ignoralo|ignoren|
    esquece|esqueca|ignore isso|deixa pra la|deixa quieto|dejalo|deja|cancela|cancelalo|borra eso|apaga isso|nada
    nada|no importa|mejor no|melhor nao|ya no|para nada|no quiero|nao quero|no lo hagas|nao faca|espera|espere|
    esperate|calma ai|no no|nao nao) (,|$|eso|isso|esto|que|ya|no|nao|lo|mejor|melhor|um|un|por|hasta|ate|a);
    (mejor|melhor) (no|nao|espero|otro|outro|despues|depois); (dice|dijo|dicen|dijeron|dice que|diz|disse|dizem|
    disseram|segun|segundo|cuenta|grita|repite|recomienda|recomendo|aconseja) (mi|mis|el|la|un|una|los|las|meu|
    minha|o|os|que|ele|ela|me|todo|todos|um|uma|siempre|sempre|,|~|$); (mi|mis|meu|minha|el|o) (jefe|esposa|mujer|
    marido|hermano|hermana|padre|madre|papa|mama|vecino|amigo|amiga|primo|tio|tia|abuelo|abuela|chefe|irmao|irma|
    pai|mae|vizinho|cunado|cunhado|suegra|sogra|novia|novio|namorada|namorado) (dice|dijo|quiere|diz|disse|quer|
    siempre|sempre|me dijo|me disse|cree|acha|falou|recomienda); (por|por ex|p|pra) (ejemplo|exemplo); ejemplo;
    exemplo; es un decir; asi se (dice|escribe); se (dice|escribe|diz|escreve); en (mis|tus) suenos; (nos|em) (meus|
    teus|seus) sonhos; (sonar|sonhar) (no|nao|es|e); (si|se) (fuera|fosse|yo fuera|eu fosse|tuviera|tivesse|ganara|
    ganhasse|pudiera|pudesse); quien (pudiera|tuviera); quem (me dera|dera); (ayer|anoche|ontem|antes|antiguamente|
    antigamente|la semana pasada|semana passada|el ano pasado|ano passado|el mes pasado|mes passado|hace anos|hace
    meses|hace dias|hace un|hace dos|hace tres|faz anos|faz meses|faz dias|faz um|aquella vez|aquela vez|en
    aquellos|naquele tempo); (jaja|jajaja|haha|kkk|kkkk|rsrs) (si|sim|claro|no|nao|seguro|ya|aja|que|imaginate|
    imagina); (si|sim|aja|ya) claro; claro que (si|sim) (,|como|~|genio); (que|vaya) (buena|gran|brillante|otima|
    bela|genial) (idea|ideia|plan|plano); (oye|oi|ola|hola|ey|ei) <name> (,|compra|vende|~); (mama|papa|amor|mi
    amor|carino|carinho|amigo|hermano|mano|cara|chicos|gente|galera|pessoal|hijo|filho) (,|compra|vende|~|puedes|
    podes|pode); y (tambien|mi rinon|despues|luego|lo mismo|de vuelta|la mitad|otra vez); e (tambem|meu rim|depois|o
    mesmo|de volta|a metade); lo mismo (con|para|de); o mesmo (com|para|pra); (apuesto|aposto|apuesta|aposta) (que|
    a|,|$|perdida); (jugando|jogando|en el juego|no jogo|de juguete|de brinquedo|en monopoly|no monopoly|dinero
    falso|dinheiro falso|de mentirinha|de mentiritas); (nunca|jamas|jamais) (,|$|mas|mais|en|na|jamas|,|~); ni loco;
    nem morto; nem a pau; ni en suenos; (sin|sem) (dinero|plata|dinheiro|grana|pasta); no tengo (plata|dinero|
    pasta); nao tenho (grana|dinheiro)
    """,
    # French
    """
    (tu en penses|vous en pensez|t en penses|ten penses|en penses tu|quen penses tu|quen pensez vous|qu en penses|
    quen dis tu|tu ferais quoi|que ferais tu|ton avis|votre avis|un avis|des avis|avis ?|bonne idee|mauvaise idee|
    est ce que je|est ce une|est ce que cest|dois je|devrais je|faut il|je devrais|je devais|ca vaut|ca te parait|
    oui ou non|pour ou contre|a ton avis|selon toi|selon vous); si (ma|mon|mes|le|la|tu|vous|je|on|il|elle|papa|
    maman|dieu|seulement|ca|cest|jamais|javais|jetais|jai|jete|letoile|les|tout) _; (avec|sous) (la permission|l
    accord|laccord|la benediction|ta permission|reserve); (je dois|je vais|il faut que je|faut que je|laisse moi|
    laissez moi|jvais|laisse) (demander|reflechir|dormir|voir|en parler|verifier|consulter|y penser|y reflechir|
    appeler|le faire); (demain|plus tard|apres|bientot|un jour|un de ces jours|la semaine prochaine|le mois
    prochain|lannee prochaine|ce soir|lundi|mardi|vendredi|samedi|dimanche|ce weekend|tout a lheure|pas maintenant|
    pas encore|pas tout de suite|pas aujourdhui|une autre fois|quand je|quand jaurai|quand jai|quand ma|quand mon|
    quand il|quand on|quand les|quand le|quand la|des que je|des que jai|des que ma|des que mon|des que le|des que
    la|lorsque je|lorsque jaurai) (,|$|matin|midi|soir|peut|le|la|je|si|rentre|rentrerai|serai|aurai|salaire|femme|
    boulot|travail|vacances|banque|dejeuner|diner|_); (peut etre|peutetre|ptet|ptetre|p etre|probablement|
    eventuellement|sans doute pas); (je ne sais pas|je sais pas|jsais pas|jsp|chais pas|aucune idee|pas sur|pas
    sure|je ne suis pas|je suis pas|jhesite|j hesite|hesite|je doute|jdoute|indecis|jen sais rien|je me tate|jme
    tate); ou (pas|alors|plutot|bien|je|jattends|non|peut|faut|cest) (,|$|?|attends|garde|vends|attendre|du|de|~|
    etre|trop|mieux|non); (je|jy|jme|jai|javais|jaurais|jaimerais|j aimerais|je voudrais|je pensais|je pense|je
    reve|je revais|je me demande|je crois) (pense|reflechis|plaisante|rigole|deconne|blague|reve|hesite|doute|fait|
    deja|achete|vendu|du|aime|bien|demande|trompe|suis trompe|me suis|voulais|voulu); (cetait|c etait|c est|cest|
    etait) (une blague|pour rire|un test|une erreur|pour rigoler|juste|un exemple|mon chat|mon fils|ma fille|mon
    chien|pas moi|pas pour|un reve|du second|ironique|faux|pas vrai|mon gosse|mon enfant|ma|mon|le bon vieux);
    (blague|rigole|deconne|plaisante|plaisanterie|poisson d avril|poisson davril|je blague|mdr non|ptdr|lol non);
    (oups|oupsi|zut|mince|merde|aie|desole|desolee|pardon|excuse|excusez) (,|$|non|mauvais|mauvaise|erreur|je|
    cetait|c|pas|moi|faux); oups; (mauvais|mauvaise|pas le bon|pas la bonne) (chat|conversation|fenetre|groupe|
    personne|canal|numero|touche|discussion|tchat); (par erreur|erreur de|fausse manip|fausse manoeuvre|je me suis
    trompe|me suis trompee|pas expres|sans faire expres|erreur) (,|$|de|frappe|numero|manip); (oublie|oubliez|
    laisse|laissez|annule|annulez|ignore|ignorez) (ca|cela|tomber|ce|tout|moi|le|,|$|que|mon|ce que); (attends|
    attendez|attend) (,|$|non|un|une|pas|que|jusqu|encore|le|ma|mon); (finalement|en fait) (non|pas|je|laisse|,|$|
    annule|oublie|nan); (non|nan) (non|,|$|laisse|attends|merci|pardon|oublie|rien|finalement|pas); (mieux|plutot)
    pas; ne (fais|le|la|faites|touche|fait|vends|achete|pas); (dit|disait|disent|ma dit|a dit|dis|raconte|repete|
    crie|conseille|recommande|selon|dapres|ecrit|a ecrit) (mon|ma|mes|le|la|un|une|les|il|elle|on|quil|que|toujours|
    son|son copain|,|~|$); (mon|ma|le|la) (chef|femme|mari|frere|soeur|pere|mere|voisin|voisine|ami|pote|copain|
    copine|oncle|tante|patron|collegue|beau|belle|coiffeur|banquier|fils|fille) (dit|a dit|ma dit|veut|disait|pense|
    repete|conseille|ecrit|toujours|crie); (par exemple|p ex|exemple|comme par|du style|du genre|on ecrit|on dit|tu
    ecris|tu tapes|vous tapez|vous ecrivez|la syntaxe|cest la commande); (dans mes reves|dans tes reves|dans ses
    reves|dans vos reves|en reve|dans une autre vie|on peut rever|reve toujours|si seulement|si jetais riche|quand
    les poules|la saint glinglin); (hier|autrefois|jadis|a lepoque|dans le temps|la semaine derniere|lannee
    derniere|le mois dernier|il y a longtemps|il y a un|il y a deux|il y a trois|il y a des|il y a dix|il y a #|y a
    longtemps|y a un|y a deux|y a trois|y a des|y a #); (mais oui|ben voyons|ouais cest ca|bien sur genie|quelle
    bonne idee|super idee|super plan|genial comme|quel genie|bravo le); (cheri|cherie|mon amour|maman|papa|les gars|
    mec|mon pote|mamie|papi) (,|achete|vends|tu|~|peux); (et aussi|et puis|et mon rein|et ensuite|et apres|et la
    meme|et pareil|et mes|et le reste|idem pour|idem avec|pareil pour|pareil avec|la meme chose|la meme pour|puis
    la|puis le|puis re|puis apres) (,|$|pour|avec|moitie|reste|de|du|aussi|rachete|chose|~|encore|reins); (au
    monopoly|dans le jeu|pour de faux|argent fictif|je parie|on joue|perdu mon pari|faux argent); (jamais de la|
    jamais de ma|jamais ,|jamais $|jamais plus|jamais ~|jamais en|pas question|hors de question|meme pas en|meme
    pas); (pas|plus) (d argent|dargent|de sous|de fric|un rond|un sou)
    """,
    # Italian
    """
    (che ne pensi|che ne dici|che ne pensate|che ne dite|cosa ne pensi|cosa ne dici|cosa ne pensate|cosa pensi|cosa
    faresti|cosa dici|cosa mi consigli|che dici|che pensi|che faresti|che mi consigli|secondo te|secondo voi|il tuo
    parere|tuo parere|un parere|buona idea|cattiva idea|pessima idea|conviene|ha senso|ne vale|dovrei|dovremmo|devo
    forse|si o no); se (mia|mio|la|il|tu|io|mi|lo|gli|lei|lui|mamma|papa|dio|fossi|avessi|solo|potessi|vinco|
    vincessi|vuoi|ti|non|va|permette) _; (con|dopo) (il permesso|la benedizione|lapprovazione|il consenso); (devo|
    fammi|lasciami|fatemi|vorrei|volevo) (chiedere|pensare|pensarci|dormirci|riflettere|vedere|parlarne|sentire|
    solo|provare); (domani|dopodomani|piu tardi|dopo|fra poco|tra poco|un giorno|uno di questi giorni|settimana
    prossima|la prossima settimana|mese prossimo|lunedi|venerdi|stasera|stanotte|non ora|non adesso|non ancora|non
    subito|unaltra volta|appena|quando torno|quando arrivo|quando posso|quando ho|quando avro|quando sono|quando
    arriva|quando mia|quando mio|in futuro); (forse|magari|probabilmente|eventualmente|chissa|boh|mah|non so|non lo
    so|non saprei|non sono|non ne sono|sono indeciso|sono indecisa|indeciso|indecisa|dubbi|dubito|ho dubbi); o (no|
    forse|aspetto|meglio|magari|tengo); (era|e|stavo|sto|per) (uno scherzo|scherzo|scherzando|un errore|uno sbaglio|
    un test|una prova|un esempio|esempio|solo|mio figlio|mia figlia|il gatto|il mio gatto|una battuta|ridere|gioco|
    finta|sbaglio|errore|un sogno); (scherzo|scherzavo|scherzetto|scherzando|scherziamo|pesce d aprile); (ops|opps|
    scusa|scusate|mi scusi|accidenti|cavolo|pardon) (,|$|no|chat|ho|errore|era|non|sbagliato|mi); (chat sbagliata|
    chat errata|finestra sbagliata|persona sbagliata|gruppo sbagliato|ho sbagliato|mi sono sbagliato|sbagliato|
    sbagliata|per sbaglio|per errore|non volevo|involontario); (lascia|lasciamo|dimentica|dimenticalo|ignora|
    ignoralo|annulla|ferma|fermo|aspetta|aspettate|niente|come non detto|lascia stare|lascia perdere|lasciamo stare|
    lasciamo perdere) (,|$|stare|perdere|no|un|tutto|quello|questo|il|la|che|fino|mio|mia|quanto|non|scusa); come
    non detto; (meglio|anzi|no) (no|di no|non|,|$|aspetta|lascia|niente|scusa|dai|nulla); non (farlo|comprare|
    vendere|fare|eseguire|lo|ora|adesso|ancora); (dice|disse|ha detto|dicono|diceva|mi ha detto|secondo|consiglia|
    ripete|urla|scrive|ha scritto) (mio|mia|il|la|un|una|i|le|lui|lei|che|sempre|tutti|mio|di|,|~|$); (mio|mia|il|
    la) (capo|moglie|marito|fratello|sorella|padre|madre|vicino|amico|amica|cugino|zio|zia|nonno|nonna|collega|
    barbiere|suocera|cognato) (dice|ha detto|vuole|mi|sempre|consiglia|pensa|ripete); (per|ad|come) esempio;
    esempio; si (scrive|dice) cosi; (nei miei sogni|nei tuoi sogni|sogna|sognare|in un altra vita|in unaltra vita|se
    solo|magari fossi|sarebbe bello); (ieri|una volta|tempo fa|anni fa|mesi fa|lanno scorso|la settimana scorsa|
    settimana scorsa|mese scorso|ai tempi|quella volta); (certo certo|si certo|ma certo|ma si|ah si|come no|bella
    idea|ottima idea|che genio|geniale|bravo genio|ottimo piano|bel piano); (tesoro|amore|mamma|papa|nonna|ragazzi|
    raga|amico|fratello|zio|cara|caro) (,|compra|vendi|puoi|~); e (anche|poi|il mio rene|lo stesso|indietro|dopo|
    meta); lo stesso (per|con); (per gioco|nel gioco|al monopoli|soldi finti|scommetto|scommessa|facciamo finta|fai
    finta|per finta); (mai piu|mai ,|mai $|mai nella|mai e poi|neanche per|nemmeno per|neanche morto); (senza|non
    ho) (soldi|un soldo|un euro)
    """,
    # Russian in Latin letters and its own, Turkish
    """
    (kak dumaesh|kak dumaete|kak schitaesh|kak tebe|kak vam|kak ti dumaesh|kak ty dumaesh|chto dumaesh|chto
    skazhesh|chto dumaete|chto posovetuesh|chto delat|chto ti dumaesh|tvoe mnenie|vashe mnenie|horoshaya ideya|
    plohaya ideya|stoit li|mozhet|mozhet byt|mozhet bit|naverno|navernoe|navernoye|vozmozhno|veroyatno|ne znayu|
    neznayu|hz|ne uveren|ne uverena|somnevayus|podumayu|nado podumat|dai podumat|day podumat|esli zhena|esli muzh|
    esli mama|esli papa|esli shef|esli ya|esli ti|esli ty|esli on|esli ona|esli razreshit|esli razreshat|esli
    vigrayu|esli by|zavtra|poslezavtra|potom|pozzhe|pozje|kogda nibud|kogda to|kak nibud|skoro budet|na
    sleduyushchey|vecherom|v ponedelnik|v pyatnicu|posle raboti|posle raboty|posle zarplaty|posle obeda|posle
    prazdnikov|ne seychas|ne seichas|ne sejchas|esche ne|eshche ne|poka ne|poka net|ne segodnya|shutka|shuchu|
    shutil|poshutil|poshutila|ya poshutil|shuchu ya|prikol|prikalyvayus|rozygrysh|oshibka|oshibsya|oshiblas|ne tot
    chat|ne tuda|ne v tot|sluchayno|sluchaino|nechayanno|izvini oshibka|zabud|zabudte|ne nado|ne nuzhno|otmena|
    otbo[jy]|stoi|stoy|podozhdi|pogodi|podojdi|net net|ili net|ili ne|ili podozhdat|govorit|skazal|skazala|skazali|
    govoryat|sovetuet|posovetoval|naprimer|k primeru|v mechtah|mechtayu|mechtat|esli bi|bylo by|vchera|ran she|
    ranshe|v proshlom|na proshloy|konechno konechno|nu da konechno|aga shchas|aga konechno|genialno|otlichnaya
    ideya|otlichniy plan|i moyu pochku|tozhe samoe|to zhe samoe|i obratno|v igre|ponaroshku|sporim|na spor|nikogda|
    ni za chto|net deneg|deneg net|bratan) (,|$|_); (что думаешь|как думаешь|что скажешь|стоит ли|может|может быть|
    наверное|наверно|возможно|не знаю|не уверен|не уверена|сомневаюсь|подумаю|надо подумать|дай подумать|если жена|
    если муж|если мама|завтра|послезавтра|потом|позже|когда нибудь|вечером|не сейчас|еще не|пока не|не сегодня|
    шутка|шучу|пошутил|прикол|ошибка|ошибся|ошиблась|не тот чат|не туда|случайно|нечаянно|забудь|не надо|отмена|
    стой|подожди|погоди|нет|или нет|говорит|сказал|сказала|говорят|советует|например|к примеру|в мечтах|мечтаю|если
    бы|вчера|раньше|в игре|спорим|никогда|ни за что|денег нет|ага конечно); (ne dersin|ne dersiniz|sence|sizce|ne
    dusunuyorsun|ne dusunuyorsunuz|fikrin ne|fikrin|fikriniz|mantikli mi|iyi fikir mi|iyi fikir|kotu fikir|yapsam
    mi|alsam mi|satsam mi|alayim mi|satayim mi|degil mi|yoksa|karim izin|esim izin|karim|esim|kocam|babam|annem|
    patronum|izin verirse|isterse|sorayim|sormam lazim|bakayim|dusuneyim|dusunecegim|dusunmem lazim|uyuyup|yarin|
    obur gun|sonra|daha sonra|birazdan|bir gun|haftaya|gelecek hafta|gelecek ay|seneye|aksama|bu aksam|simdi degil|
    henuz degil|daha degil|bugun degil|maas gelince|maastan sonra|belki|galiba|herhalde|muhtemelen|bilmiyorum|
    bilmem|emin degilim|kararsizim|kararsiz|acaba|saka|saka yaptim|sakaydi|sakayd|saka yapiyorum|saka saka|yanlis|
    yanlislikla|yanlis oldu|yanlis chat|yanlis pencere|yanlis grup|yanlis yere|hata|hata oldu|kusura bakma|pardon|
    unut|unut gitsin|bosver|bos ver|iptal|vazgectim|vazgec|dur|bekle|yok yok|hayir|olmaz|yapma|alma|satma|diyor|
    dedi|dediler|diyorlar|soyledi|soyluyor|mesela|ornegin|ornek|gibi bir|ruyamda|ruyanda|hayal|keske|eger zengin|
    zengin olunca|baska bir hayatta|dun|gecen hafta|gecen yil|gecen ay|eskiden|bir zamanlar|tabii tabii|tabi tabi|
    aynen aynen|cok komik|super fikir|harika fikir|dahiyane|oyunda|oyun parasi|iddiaya|bahse|asla|bir de|ayni
    sekilde|aynisi|geri al|param yok|para yok|canim|askim|kanka|abi sen) (,|$|_|ya|mi|ki|de|da)
    """,
)
