"""Spread, and its dates, in wordings of case reports that the rules met late; the sentences are invented."""

import pytest

from onco_pipeline.extraction.records import record, rows_of


def records(text: str, family: str) -> list[str]:
    """Return the dated records of a family of a note without a date, in the order of their days."""
    note = {"note_id": "n", "note_text": text, "note_datetime": None}
    return [
        f"{event['family']}/{event['subtype']}/{event['site']} {event['date_start']}"
        for event in sorted(record("n", rows_of(note))["events"], key=lambda one: one["date_start"])
        if event["family"] == family and event["status"] == "done"
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # What an exam showed is new, whatever lasts in the words before it.
        (
            "Cancer du sein avec métastases pulmonaires en 2006. En octobre 2008, un scanner crânien a été demandé pour des "
            "vertiges persistants, montrant une métastase occipitale gauche.",
            ["metastasis/onset/poumon 2006-01-01", "metastasis/new_site/cerveau 2008-10-01"],
        ),
        # A suspicion of something else is none of what was found in the next clause.
        (
            "Cancer du sein. Devant la suspicion de compression, une IRM a été faite le 26/06/2013, où une métastase osseuse a "
            "été trouvée.",
            ["metastasis/onset/os 2013-06-26"],
        ),
        (
            "Cancer du côlon opéré. Lors du bilan de décembre 2013, des métastases pulmonaires ont été observées au scanner.",
            ["metastasis/onset/poumon 2013-12-01"],
        ),
        # A diagnosis among others, or to be thought of, is none.
        (
            "Cancer du côlon opéré. Le scanner du 12/03/2014 pose le diagnostic différentiel entre une métastase hépatique et "
            "un angiome.",
            [],
        ),
        (
            "Cancer du côlon opéré. IRM du 12/03/2014 : lésion pancréatique, une métastase ou une tumeur primitive devraient "
            "être envisagées.",
            [],
        ),
        # A relapse told as one more is a new one; one in the bed of the operation is local.
        (
            "Cancer du côlon opéré. Métastases pulmonaires en 2007, réséquées. En 12/2009, un scanner a montré une nouvelle "
            "rechute pulmonaire.",
            ["metastasis/onset/poumon 2007-01-01", "metastasis/new_site/poumon 2009-12-01"],
        ),
        (
            "Métastase cérébrale d'un mélanome en mai 2015, opérée. En mars 2016, une nouvelle rechute intracrânienne a été "
            "observée dans le site chirurgical.",
            ["metastasis/onset/cerveau 2015-05-01"],
        ),
        # The organ that the operation took out.
        (
            "Cancer du poumon. Métastases cérébrales en 2010. En septembre 2014, la masse a été réséquée avec "
            "splénectomie, résultant en une métastase de carcinome pulmonaire.",
            ["metastasis/onset/cerveau 2010-01-01", "metastasis/new_site/rate 2014-09-01"],
        ),
        # The organ, not the region that the exam looked at.
        (
            "Cancer du poumon de stade IV en août 2008. Un scanner du thorax et de l'abdomen, en janvier 2011, a montré une "
            "glande surrénale aux contours lobulés, avec un nodule de 2,2 x 1,8 x 1,4 cm de diamètre dans ses plus grands "
            "axes, compatible avec une atteinte métastatique.",
            ["metastasis/onset/None 2008-08-01", "metastasis/new_site/surrénale 2011-01-01"],
        ),
        # What looks like metastases is a doubt; where the disease is said to come on, it is none.
        (
            "Carcinome urothélial opéré. En octobre 2017, un scanner a révélé une nouvelle lésion hépatique évocatrice de "
            "métastases.",
            ["metastasis/onset/foie 2017-10-01"],
        ),
        (
            "Carcinome urothélial opéré. En octobre 2017, un scanner a révélé une lésion hépatique évocatrice de métastases.",
            [],
        ),
        (
            "Cancer gastrique de stade IV. En octobre 2016, un scanner a montré une progression hépatique et locorégionale.",
            ["metastasis/new_site/foie 2016-10-01"],
        ),
        (
            "Cancer du sein opéré en 2011. En octobre 2016, elle consulte pour l'apparition de lésions érythémateuses sur les "
            "bras et le visage, compatibles avec une photosensibilité.",
            [],
        ),
        # What is denied, or free, beside the statement.
        (
            "Cancer de la vessie. Cystectomie en juin 2012 ; les ganglions n'ont pas pu être retirés car ils touchaient les "
            "vaisseaux (pT4N2M1).",
            ["metastasis/onset/ganglion 2012-06-01"],
        ),
        (
            "En mai 2012, cancer du testicule : tumeur germinale non séminomateuse T2 N3 M1a.",
            ["metastasis/onset/None 2012-05-01"],
        ),
        (
            "Cancer de l'estomac. En août 2017, un scanner a montré un liquide libre et de multiples implants péritonéaux.",
            ["metastasis/onset/péritoine 2017-08-01"],
        ),
        (
            "Cancer du sein, métastases osseuses en 2014. En juin 2015, la maladie a de nouveau progressé, cette fois au niveau "
            "du foie.",
            ["metastasis/onset/os 2014-01-01", "metastasis/new_site/foie 2015-06-01"],
        ),
        # Told without a date at first, and with the month since which it is known further on.
        (
            "Cancer gastrique avec métastases pulmonaires. Il présente des métastases pulmonaires depuis juillet 2013. Le scanner "
            "du 02/02/2017 a retrouvé les métastases pulmonaires.",
            ["metastasis/onset/poumon 2013-07-01"],
        ),
        # ... but not with the day of an exam years on in the story.
        (
            "Tumeur neuroendocrine de stade IV en raison de métastases hépatiques. En novembre 2012, une hépatectomie a été "
            "réalisée. Le scanner du 11/07/2017 montrait des métastases hépatiques.",
            [],
        ),
        # A later day told since: the story is there by now.
        (
            "Cancer du rein. En mai 2014, il signale une gêne. Une gastroscopie a été demandée, qui a été réalisée en juillet "
            "2014. Celle-ci a révélé une lésion du corps gastrique, dont la biopsie était une métastase de carcinome.",
            [],
        ),
        (
            "Cancer du pancréas. En mars 2014, il consulte pour un amaigrissement au cours des cinq derniers mois. Un scanner a "
            "montré des nodules hépatiques compatibles avec des métastases.",
            ["metastasis/onset/foie 2014-03-01"],
        ),
        # A stage, and where the spread is, are one statement.
        (
            "En août 2012, adénocarcinome pulmonaire de stade IV (cT2N2M1), sans mutation du gène du récepteur du facteur de "
            "croissance épidermique ni réarrangement du gène de la kinase du lymphome, avec une atteinte métastatique des os "
            "et du foie.",
            ["metastasis/onset/os 2012-08-01"],
        ),
        # The exam that heads a line dates what its further sentences tell.
        (
            "Cancer du sein.\n- TDM thoracique (mai 2011) : épaississement pleural. Masse axillaire de 3 cm. Kyste rénal. Aspect "
            "normal du foie. Métastases osseuses vertébrales.\n",
            ["metastasis/onset/os 2011-05-01"],
        ),
        (
            "Cancer du poumon.\n- TDM (28/04/2017) : comparée à la précédente TDM du 12/12/2016. Résultats crâniens : au moins trois lésions "
            "compatibles avec des métastases.\n",
            ["metastasis/onset/cerveau 2017-04-28"],
        ),
        (
            "Cancer de l'ovaire avec métastases hépatiques en 2008. Après évaluation du dossier, elle a été opérée le "
            "15 octobre 2010 par sigmoïdectomie. L'AP était compatible avec une infiltration métastatique dans le sigma.",
            ["metastasis/onset/foie 2008-01-01", "metastasis/new_site/côlon 2010-10-15"],
        ),
        # How long something had lasted, beside the date, is no date of its own.
        (
            "Cancer du rein opéré. Suivi régulier jusqu'à ce que le scanner de mars 2014, après 44 mois de surveillance, "
            "révèle des métastases pulmonaires.",
            ["metastasis/onset/poumon 2014-03-01"],
        ),
        (
            "Syndrome de Lynch (frère porteur de la mutation) et cancer du côlon avec métastases hépatiques en mars 2014.",
            ["metastasis/onset/foie 2014-03-01"],
        ),
    ],
)
def test_spread(note: str, expected: list[str]) -> None:
    assert records(note, "metastasis") == expected
